package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import io.fnorpa.browser.Command;
import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The one road of all commands, on the browser's thread: (1) report a dialog that nobody expected before anything is
 * changed, (2) do what the command says, (3) report a dialog that came meanwhile, (4) take the secrets out of what goes
 * back, and keep that within its bounds.
 */
public final class CommandRunner {

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final Set<CommandType> LOOKING = EnumSet.of(CommandType.DIALOG, CommandType.WAIT, CommandType.EXPECT,
            CommandType.EXTRACT, CommandType.SCREENSHOT, CommandType.SOURCE, CommandType.STORAGE_STATE);
    private static final Map<CommandType, Verb> VERBS = new EnumMap<>(CommandType.class);

    static {
        VERBS.put(CommandType.NAVIGATE, new NavigateVerb());
        VERBS.put(CommandType.CLICK, ElementVerbs::click);
        VERBS.put(CommandType.FILL, ElementVerbs::fill);
        VERBS.put(CommandType.TYPE, ElementVerbs::type);
        VERBS.put(CommandType.SELECT, ElementVerbs::select);
        VERBS.put(CommandType.CHECK, ElementVerbs::check);
        VERBS.put(CommandType.UNCHECK, ElementVerbs::uncheck);
        VERBS.put(CommandType.PRESS, ElementVerbs::press);
        VERBS.put(CommandType.HOVER, ElementVerbs::hover);
        VERBS.put(CommandType.UPLOAD, ElementVerbs::upload);
        VERBS.put(CommandType.DRAG, ElementVerbs::drag);
        VERBS.put(CommandType.SUBMIT, ElementVerbs::submit);
        VERBS.put(CommandType.DIALOG, ElementVerbs::dialog);
        VERBS.put(CommandType.WAIT, new WaitVerb());
        VERBS.put(CommandType.EXPECT, new ExpectVerb());
        VERBS.put(CommandType.EXTRACT, new ExtractVerb());
        VERBS.put(CommandType.SCREENSHOT, new ScreenshotVerb());
        VERBS.put(CommandType.DOWNLOAD, new DownloadVerb());
        VERBS.put(CommandType.SOURCE, new SourceVerb());
        VERBS.put(CommandType.TOTP, ElementVerbs::totp);
        VERBS.put(CommandType.STORAGE_STATE, new StorageStateVerb());
    }

    private final Portal portal;

    public CommandRunner(Portal portal) {
        this.portal = portal;
    }

    /** On the browser's thread. Throws nothing but {@link ProblemException}. */
    public CommandResult run(Command command, Duration limit) {
        try {
            return AnswerBounds.keep(portal.secrets().takeOut(attempt(new Scope(portal, command, new TimeLimit(limit)))));
        } catch (ProblemException e) {
            throw AnswerBounds.keep(portal.secrets().takeOut(e)).inCommand(command.id());
        }
    }

    private CommandResult attempt(Scope scope) {
        long start = System.nanoTime();
        portal.traffic().nextCommand();
        try {
            checkAlive();
            if (!takesInEventsItself(scope.command())) {
                takeInEvents();
                reportDialog("came before this command, which was not done");
            }
            if (!LOOKING.contains(scope.command().type())) {
                portal.dialogs().nextAction();
            }
            Yield yield = VERBS.get(scope.command().type()).run(scope);
            reportDialog("came before this command, or while it was done");
            return result(scope, yield, (System.nanoTime() - start) / NANOS_PER_MILLI);
        } catch (PlaywrightException e) {
            throw explain(e, scope);
        }
    }

    private void checkAlive() {
        if (portal.isCrashed() || portal.pages().areAllClosed() && portal.isGone()) {
            throw Failures.crashed();
        }
    }

    /**
     * Whether a command that changes nothing asks the browser for something: what happened since the last command is then
     * told before its answer, and a question of its own about that would cost 2 ms.
     */
    private static boolean takesInEventsItself(Command command) {
        return switch (command.type()) {
            case EXTRACT -> !"url".equals(command.kind()) && !"portal-time".equals(command.kind());
            case EXPECT -> !"url".equals(command.state());
            case WAIT -> command.target() != null;
            case SCREENSHOT, SOURCE, STORAGE_STATE -> true;
            default -> false;
        };
    }

    /** What happened since the last command: Playwright tells it when it is called. */
    private void takeInEvents() {
        portal.pages().anyOpen().waitForTimeout(1);
    }

    private void reportDialog(String when) {
        String text = portal.dialogs().takeUnexpected();
        if (text != null) {
            throw ProblemException.of(ProblemKind.DIALOG_UNEXPECTED, "A dialog that no dialog command was waiting for was dismissed; it "
                    + when + ": " + text);
        }
    }

    private static ProblemException explain(PlaywrightException error, Scope scope) {
        try {
            return Failures.of(error, scope);
        } catch (PlaywrightException again) { // the page cannot even be looked at
            return scope.portal().isCrashed() || scope.portal().isGone() ? Failures.crashed()
                    : ProblemException.of(ProblemKind.TIMEOUT, scope.command().type().wireName() + ": not done within " + scope.limit());
        }
    }

    private static CommandResult result(Scope scope, Yield yield, long millis) {
        Page page = scope.pageOrNull() == null ? scope.portal().pages().main() : scope.pageOrNull();
        String url = page.isClosed() ? null : page.url();
        Command command = scope.command();
        return new CommandResult(command.id(), command.type(), millis, url, yield.value(), yield.contentType(), yield.fileName(),
                yield.contentBase64());
    }
}
