package io.fnorpa.browser.service.http;

import io.fnorpa.browser.Command;
import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.command.AnswerBounds;
import io.fnorpa.browser.service.session.Sessions;
import io.fnorpa.browser.service.settings.Heap;
import io.fnorpa.token.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Bean {@code browser}: runs commands in the caller's session. */
@ApplicationScoped
@Named("browser")
public class BrowserVerbs {

    private static final long MOST_CHARACTERS = 30_000_000;
    private static final long MOST_IN_MEMORY = Math.min(MOST_CHARACTERS, Heap.ofThisProcess().answeredCharacters());

    private final Sessions sessions;

    BrowserVerbs(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Body: the command; afterwards its result. */
    public void run(Exchange exchange) {
        exchange.getMessage().setBody(run(exchange, Caller.of(exchange), exchange.getMessage().getBody(Command.class)));
    }

    /** Body: a {@link CommandList}; afterwards the one result, or all. */
    public void execute(Exchange exchange) {
        VerifiedToken token = Caller.of(exchange);
        CommandList list = exchange.getMessage().getBody(CommandList.class);
        List<CommandResult> results = runAll(exchange, token, list);
        exchange.getMessage().setBody(list.isSingle() ? results.get(0) : Map.of("results", results));
    }

    private CommandResult run(Exchange exchange, VerifiedToken token, Command command) {
        CommandResult result = sessions.run(token, command);
        HeapRoom.of(exchange).takeForAnswer(command, AnswerBounds.size(result));
        return result;
    }

    private List<CommandResult> runAll(Exchange exchange, VerifiedToken token, CommandList list) {
        List<CommandResult> results = new ArrayList<>();
        long inMemory = 0;
        long inFiles = 0;
        for (Command command : list.commands()) {
            try {
                mustBeLess(inMemory, MOST_IN_MEMORY);
                mustBeLess(inMemory + inFiles, MOST_CHARACTERS);
                CommandResult result = run(exchange, token, command);
                results.add(result);
                inMemory += AnswerBounds.size(result);
                inFiles += AnswerBounds.sizeOfFile(result);
            } catch (ProblemException e) {
                throw list.isSingle() ? e : e.inList(results.size(), results);
            }
        }
        return results;
    }

    /** All answers of a list are held until the last one is there. */
    private static void mustBeLess(long characters, long most) {
        if (characters > most) {
            throw ProblemException.invalid("The answers before this command have " + characters + " characters, more than " + most
                    + "; this one was not begun. Send it in another call");
        }
    }
}
