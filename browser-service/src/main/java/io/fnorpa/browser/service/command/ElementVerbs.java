package io.fnorpa.browser.service.command;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.FilePayload;
import io.fnorpa.browser.Command;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.secret.Secret;
import java.util.Base64;
import java.util.List;

/** What a person does to an element. */
final class ElementVerbs {

    private static final int TYPING_DELAY_MS = 20;
    private static final int SELECT_LOOK_MS = 2000;

    private ElementVerbs() {}

    static Yield click(Scope scope) {
        return mayClosePage(scope, () -> scope.target().click(new Locator.ClickOptions().setTimeout(scope.leftMs())));
    }

    static Yield fill(Scope scope) {
        Locator target = scope.target();
        target.fill(text(scope), new Locator.FillOptions().setTimeout(scope.leftMs()));
        return Yield.NOTHING;
    }

    /** Key by key, for fields that listen to keys. */
    static Yield type(Scope scope) {
        Locator target = scope.target();
        target.pressSequentially(text(scope), new Locator.PressSequentiallyOptions()
                .setDelay(TYPING_DELAY_MS).setTimeout(scope.leftMs()));
        return Yield.NOTHING;
    }

    static Yield totp(Scope scope) {
        Secret code = scope.command().code();
        scope.portal().secrets().remember(code);
        scope.portal().typed(scope.page(), scope.command().frame(), scope.command().target());
        return mayClosePage(scope, () -> scope.target().fill(code.reveal(), new Locator.FillOptions().setTimeout(scope.leftMs())));
    }

    private static String text(Scope scope) {
        Command command = scope.command();
        if (command.credential() == null) {
            return command.value();
        }
        Secret secret = scope.portal().secrets().credential(command.credential());
        scope.portal().typed(scope.page(), command.frame(), command.target());
        return secret.reveal();
    }

    /** By the option's value or its label, whichever there is. */
    static Yield select(Scope scope) {
        try {
            scope.target().selectOption(scope.command().value(), new Locator.SelectOptionOptions().setTimeout(scope.leftMs()));
            return Yield.NOTHING;
        } catch (TimeoutError e) {
            throw noSuchOption(scope, e);
        }
    }

    private static RuntimeException noSuchOption(Scope scope, TimeoutError error) {
        if (!String.valueOf(error.getMessage()).contains("did not find some options")) {
            return error;
        }
        Object options = scope.target().evaluate("e => [...(e.options || [])].slice(0, 30).map(o => o.label.slice(0, 4300))", null,
                new Locator.EvaluateOptions().setTimeout(SELECT_LOOK_MS));
        return ProblemException.notFound("Target " + scope.command().target() + " has no option '" + scope.command().value() + "'",
                ((List<?>) options).stream().map(label -> "option \"" + label + "\"").toList());
    }

    static Yield check(Scope scope) {
        scope.target().check(new Locator.CheckOptions().setTimeout(scope.leftMs()));
        return Yield.NOTHING;
    }

    static Yield uncheck(Scope scope) {
        scope.target().uncheck(new Locator.UncheckOptions().setTimeout(scope.leftMs()));
        return Yield.NOTHING;
    }

    static Yield press(Scope scope) {
        String key = scope.command().key();
        return mayClosePage(scope, () -> {
            if (scope.command().target() == null) {
                scope.page().keyboard().press(key);
            } else {
                scope.target().press(key, new Locator.PressOptions().setTimeout(scope.leftMs()));
            }
        });
    }

    static Yield hover(Scope scope) {
        scope.target().hover(new Locator.HoverOptions().setTimeout(scope.leftMs()));
        return Yield.NOTHING;
    }

    static Yield upload(Scope scope) {
        FilePayload[] files = scope.command().files().stream().map(ElementVerbs::payload).toArray(FilePayload[]::new);
        scope.target().setInputFiles(files, new Locator.SetInputFilesOptions().setTimeout(scope.leftMs()));
        return Yield.NOTHING;
    }

    private static FilePayload payload(Command.UploadFile file) {
        try {
            String type = file.contentType() == null ? "application/octet-stream" : file.contentType();
            return new FilePayload(file.name(), type, Base64.getDecoder().decode(file.contentBase64()));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("content_base64 of file '" + file.name() + "' is not Base64");
        }
    }

    static Yield drag(Scope scope) {
        Locator source = scope.target();
        Locator target = scope.locator(scope.command().toTarget());
        source.waitFor(new Locator.WaitForOptions().setTimeout(scope.leftMs()));
        ElementHandle to = target.elementHandle(new Locator.ElementHandleOptions().setTimeout(scope.leftMs()));
        Object how = source.evaluate(Scripts.DRAG, to, new Locator.EvaluateOptions().setTimeout(scope.leftMs()));
        if (how.equals("mouse")) {
            source.dragTo(target, new Locator.DragToOptions().setTimeout(scope.leftMs()));
        } else if (how.equals("refused")) {
            throw ProblemException.invalid("Target " + scope.command().toTarget() + " takes no drop of " + scope.command().target());
        }
        return Yield.NOTHING;
    }

    /** Submits the form that the target is, or is in, as its submit button would. */
    static Yield submit(Scope scope) {
        Object had = scope.target().evaluate("e => { const f = e.closest('form'); if (f) f.requestSubmit(); return !!f; }", null,
                new Locator.EvaluateOptions().setTimeout(scope.leftMs()));
        if (!Boolean.TRUE.equals(had)) {
            throw ProblemException.invalid("Target " + scope.command().target() + " is in no form");
        }
        return Yield.NOTHING;
    }

    static Yield dialog(Scope scope) {
        Command command = scope.command();
        if (command.accept() != null) {
            scope.portal().dialogs().arm(command.accept(), command.promptText());
        }
        return Yield.of(scope.portal().dialogs().last());
    }

    /**
     * An action may close the very page it acts on: then it has worked. A browser that dies closes its pages too, before its
     * process is seen to be gone.
     */
    private static Yield mayClosePage(Scope scope, Runnable action) {
        scope.page();
        try {
            action.run();
        } catch (PlaywrightException e) {
            if (e instanceof TimeoutError || !scope.page().isClosed() || scope.portal().isCrashed() || scope.portal().isGone()) {
                throw e;
            }
        }
        return Yield.NOTHING;
    }
}
