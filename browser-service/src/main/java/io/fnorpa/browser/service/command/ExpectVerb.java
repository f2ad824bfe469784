package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import io.fnorpa.browser.Command;
import io.fnorpa.browser.CommandResult.Expectation;

/** Tells whether an expectation is met within the limit. One that is not is an answer; a doubtful target is an error. */
final class ExpectVerb implements Verb {

    private static final int POLL_MS = 50;
    private static final int READ_MS = 1000;

    @Override
    public Yield run(Scope scope) {
        String state = scope.command().state() == null ? "visible" : scope.command().state();
        Expectation found = look(scope, state);
        while (!found.met() && !scope.limit().isOver()) {
            scope.pause(POLL_MS);
            found = look(scope, state);
        }
        return Yield.of(found);
    }

    private static Expectation look(Scope scope, String state) {
        Command command = scope.command();
        if (state.equals("url")) {
            return compare(new Glob(command.value()).matches(scope.page().url()), scope.page().url());
        }
        if (state.equals("title")) {
            String title = scope.title();
            return compare(new Glob(command.value()).matches(title), title);
        }
        Locator target = scope.target();
        int count = target.count();
        if (state.equals("count")) {
            return compare(count == Integer.parseInt(command.value()), Integer.toString(count));
        }
        if (count == 0) {
            return compare(state.equals("hidden") || state.equals("detached"), "not there");
        }
        return element(target, state, command.value());
    }

    private static Expectation element(Locator target, String state, String expected) {
        try {
            return switch (state) {
                case "text" -> text(target, expected, false);
                case "exact-text" -> text(target, expected, true);
                case "value" -> value(target, expected);
                default -> state(target, state);
            };
        } catch (PlaywrightException e) {
            if (String.valueOf(e.getMessage()).contains("strict mode violation")) {
                throw e;
            }
            return compare(false, "not there any more");
        }
    }

    private static Expectation text(Locator target, String expected, boolean exact) {
        String actual = squeeze(target.innerText(new Locator.InnerTextOptions().setTimeout(READ_MS)));
        String wanted = squeeze(expected);
        return compare(exact ? actual.equals(wanted) : actual.contains(wanted), actual);
    }

    private static Expectation value(Locator target, String expected) {
        String actual = target.inputValue(new Locator.InputValueOptions().setTimeout(READ_MS));
        return compare(actual.equals(expected), actual);
    }

    private static Expectation state(Locator target, String state) {
        boolean met = switch (state) {
            case "attached" -> true;
            case "detached" -> false;
            case "visible" -> WaitVerb.isVisible(target);
            case "hidden" -> !WaitVerb.isVisible(target);
            case "enabled" -> target.isEnabled();
            case "disabled" -> target.isDisabled();
            case "checked" -> target.isChecked();
            default -> !target.isChecked();
        };
        return compare(met, met ? state : "not " + state);
    }

    private static Expectation compare(boolean met, String actual) {
        return new Expectation(met, actual);
    }

    /** White space as Playwright's own assertions take it: any run of it is one space. */
    private static String squeeze(String text) {
        return text.replaceAll("[\\s\u200b\u00a0]+", " ").strip();
    }
}
