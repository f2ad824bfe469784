package io.fnorpa.tools;

import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.BrowserServiceException;
import io.fnorpa.flow.NearestName;
import io.fnorpa.rig.ServerFailedException;
import io.fnorpa.tools.create.NewCommand;
import io.fnorpa.tools.record.RecordCommand;
import io.fnorpa.tools.run.RunCommand;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/** {@code bin/flow new}, {@code run}, {@code serve} and {@code record}. */
public final class AuthorTools {

    private static final Set<String> COMMANDS = Set.of("new", "run", "serve", "record");

    private AuthorTools() {}

    public static void main(String[] arguments) {
        runAndExit(List.of(arguments), Workshop.usual(System.out));
    }

    /** Does not return. Ctrl-C leaves nothing behind ({@link Ending}). */
    static void runAndExit(List<String> arguments, Workshop workshop) {
        Ending ending = Ending.ofThisCommand(System.err);
        int code = ExitCode.NOT_RUN.number();
        try {
            code = run(arguments, workshop, System.err).number();
        } finally {
            ending.commandEnded();
        }
        System.exit(code);
    }

    static ExitCode run(List<String> arguments, Workshop workshop, PrintStream err) {
        try {
            return dispatch(arguments, workshop);
        } catch (WrongUseException | IllegalArgumentException e) {
            err.println("bin/flow: " + e.getMessage());
            return ExitCode.WRONG_USE;
        } catch (NotRunException | ServerFailedException | UncheckedIOException e) {
            err.println(e.getMessage());
            return ExitCode.NOT_RUN;
        } catch (BrowserException | BrowserServiceException e) {
            err.println("The browser gives no session: " + e.getMessage());
            return ExitCode.NOT_RUN;
        }
    }

    private static ExitCode dispatch(List<String> arguments, Workshop workshop) {
        String command = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        return switch (command) {
            case "new" -> new NewCommand(workshop.paper()).run(rest);
            case "run" -> new RunCommand(workshop).run(rest);
            case "record" -> new RecordCommand(workshop).run(rest);
            case "serve" -> new ServeCommand(workshop).run(rest);
            default -> throw new WrongUseException("there is no command '" + command + "'" + NearestName.hint(command, COMMANDS) + "; see bin/flow --help");
        };
    }
}
