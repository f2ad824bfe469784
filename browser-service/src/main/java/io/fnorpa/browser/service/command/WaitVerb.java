package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.fnorpa.browser.Command;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Waits for an element's state, one of two elements, an address, or a response. */
final class WaitVerb implements Verb {

    private static final int POLL_MS = 25;
    private static final Set<String> WAITED_BY_PLAYWRIGHT = Set.of("visible", "hidden", "attached", "detached");
    private static final String VISIBLE = "visible=true";

    @Override
    public Yield run(Scope scope) {
        Command command = scope.command();
        if (command.pattern() != null) {
            return address(scope, new Glob(command.pattern()));
        }
        if (command.response() != null) {
            return response(scope, new Glob(command.response()));
        }
        String state = command.state() == null ? "visible" : command.state();
        return command.orTarget() == null ? one(scope, state) : either(scope, state);
    }

    private static Yield address(Scope scope, Glob pattern) {
        while (!pattern.matches(scope.page().url())) {
            pauseOr(scope, "The address did not come to match " + pattern.text() + " within " + scope.limit()
                    + "; it is " + scope.page().url());
        }
        return Yield.of(scope.page().url());
    }

    private static Yield response(Scope scope, Glob pattern) {
        while (!scope.portal().traffic().hasArrived(pattern)) {
            pauseOr(scope, "No response from " + pattern.text() + " arrived within " + scope.limit());
        }
        return Yield.NOTHING;
    }

    private static Yield one(Scope scope, String state) {
        Locator target = scope.target();
        if (WAITED_BY_PLAYWRIGHT.contains(state)) {
            byPlaywright(target, state, scope.leftMs());
        } else {
            await(target, WaitForSelectorState.ATTACHED, scope.leftMs());
            while (!is(target, state)) {
                pauseOr(scope, "Target " + scope.command().target() + " is there but did not become " + state + " within " + scope.limit());
            }
        }
        return Yield.of("target");
    }

    /** Visible is a target of which some element can be seen, hidden one of which none can; the other states want one element. */
    private static void byPlaywright(Locator target, String state, double limitMs) {
        switch (state) {
            case "visible" -> await(target.locator(VISIBLE).first(), WaitForSelectorState.ATTACHED, limitMs);
            case "hidden" -> await(target.locator(VISIBLE).first(), WaitForSelectorState.DETACHED, limitMs);
            default -> await(target, WaitForSelectorState.valueOf(state.toUpperCase(Locale.ROOT)), limitMs);
        }
    }

    private static void await(Locator locator, WaitForSelectorState state, double limitMs) {
        locator.waitFor(new Locator.WaitForOptions().setState(state).setTimeout(limitMs));
    }

    private static Yield either(Scope scope, String state) {
        Locator target = scope.target();
        Locator other = scope.locator(scope.command().orTarget());
        awaitEither(scope, state, target, other);
        for (;;) {
            if (is(target, state)) {
                return Yield.of("target");
            }
            if (is(other, state)) {
                return Yield.of("or");
            }
            if (scope.limit().isOver()) {
                throw Failures.document(scope).orElseGet(() -> neither(scope, state, target, other));
            }
            scope.pause(POLL_MS);
        }
    }

    /** Lets the page itself tell when one of them can be seen, or is there, so that nobody has to ask again and again. */
    private static void awaitEither(Scope scope, String state, Locator target, Locator other) {
        Locator any = switch (state) {
            case "visible" -> target.locator(VISIBLE).or(other.locator(VISIBLE));
            case "attached" -> target.or(other);
            default -> null;
        };
        if (any != null) {
            try {
                await(any.first(), WaitForSelectorState.ATTACHED, scope.leftMs());
            } catch (TimeoutError e) {
                return; // the caller looks once more, and says what was there instead
            }
        }
    }

    private static ProblemException neither(Scope scope, String state, Locator target, Locator other) {
        String both = scope.command().target() + " nor " + scope.command().orTarget();
        if (target.count() + other.count() == 0) {
            return ProblemException.notFound("Neither " + both + " was found within " + scope.limit() + " on " + scope.page().url(),
                    Candidates.near(scope.document(), scope.command().target()));
        }
        return ProblemException.of(state.equals("visible") ? ProblemKind.ELEMENT_NOT_VISIBLE : ProblemKind.TIMEOUT,
                "Neither " + both + " became " + state + " within " + scope.limit());
    }

    /** Whether any element of the locator is in that state now; hidden and detached: whether none is visible, or there. */
    private static boolean is(Locator locator, String state) {
        return switch (state) {
            case "visible" -> isVisible(locator);
            case "hidden" -> !isVisible(locator);
            case "attached" -> locator.count() > 0;
            case "detached" -> locator.count() == 0;
            case "enabled" -> any(locator, Locator::isEnabled);
            case "disabled" -> any(locator, Locator::isDisabled);
            case "checked" -> any(locator, Locator::isChecked);
            default -> any(locator, one -> !one.isChecked());
        };
    }

    /** Whether any element of the locator can be seen now. */
    static boolean isVisible(Locator locator) {
        return locator.locator(VISIBLE).count() > 0;
    }

    private static boolean any(Locator locator, Predicate<Locator> state) {
        return locator.all().stream().anyMatch(state);
    }

    private static void pauseOr(Scope scope, String late) {
        if (scope.limit().isOver()) {
            throw Failures.document(scope).orElseGet(() -> ProblemException.of(ProblemKind.TIMEOUT, late));
        }
        scope.pause(POLL_MS);
    }
}
