package io.fnorpa.browser.service.http;

import io.fnorpa.browser.Command;
import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.command.AnswerBounds;
import io.fnorpa.browser.service.session.Sessions;
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

    private final Sessions sessions;

    BrowserVerbs(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Body: the command; afterwards its result. */
    public void run(Exchange exchange) {
        exchange.getMessage().setBody(sessions.run(Caller.of(exchange), exchange.getMessage().getBody(Command.class)));
    }

    /** Body: a {@link CommandList}; afterwards the one result, or all. */
    public void execute(Exchange exchange) {
        VerifiedToken token = Caller.of(exchange);
        CommandList list = exchange.getMessage().getBody(CommandList.class);
        List<CommandResult> results = runAll(token, list);
        exchange.getMessage().setBody(list.isSingle() ? results.get(0) : Map.of("results", results));
    }

    private List<CommandResult> runAll(VerifiedToken token, CommandList list) {
        List<CommandResult> results = new ArrayList<>();
        long characters = 0;
        for (Command command : list.commands()) {
            try {
                mustHaveRoom(characters);
                results.add(sessions.run(token, command));
                characters += AnswerBounds.size(results.get(results.size() - 1));
            } catch (ProblemException e) {
                throw list.isSingle() ? e : e.inList(results.size(), results);
            }
        }
        return results;
    }

    /** All answers of a list are held until the last one is there. */
    private static void mustHaveRoom(long characters) {
        if (characters > MOST_CHARACTERS) {
            throw ProblemException.invalid("The answers before this command have " + characters + " characters, more than " + MOST_CHARACTERS
                    + "; this one was not begun. Send it in another call");
        }
    }
}
