package io.fnorpa.browser.service.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.browser.Command;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.command.CommandGrammar;
import io.fnorpa.token.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** Bean {@code commands}: reads the command that a request stands for, each endpoint's in its own form. */
@ApplicationScoped
@Named("commands")
public class CommandVerbs {

    private static final String TYPE = "type";
    private static final String ACTION = "action";
    private static final String SESSION_ID = "session_id";
    private static final int LONGEST_LIST = 100;
    private static final Set<CommandType> ACTIONS = EnumSet.of(CommandType.CLICK, CommandType.FILL, CommandType.TYPE,
            CommandType.SELECT, CommandType.CHECK, CommandType.UNCHECK, CommandType.PRESS, CommandType.HOVER,
            CommandType.UPLOAD, CommandType.DRAG, CommandType.SUBMIT, CommandType.DIALOG);

    public void navigate(Exchange exchange) {
        fromBody(exchange, CommandType.NAVIGATE);
    }

    public void waitFor(Exchange exchange) {
        fromBody(exchange, CommandType.WAIT);
    }

    public void expect(Exchange exchange) {
        fromBody(exchange, CommandType.EXPECT);
    }

    public void totp(Exchange exchange) {
        fromBody(exchange, CommandType.TOTP);
    }

    public void download(Exchange exchange) {
        fromBody(exchange, CommandType.DOWNLOAD);
    }

    public void extract(Exchange exchange) {
        fromQuery(exchange, CommandType.EXTRACT);
    }

    public void screenshot(Exchange exchange) {
        fromQuery(exchange, CommandType.SCREENSHOT);
    }

    public void source(Exchange exchange) {
        fromQuery(exchange, CommandType.SOURCE);
    }

    public void storageState(Exchange exchange) {
        fromQuery(exchange, CommandType.STORAGE_STATE);
    }

    /** The body's {@code action} says which command it is. */
    public void interact(Exchange exchange) {
        VerifiedToken token = Caller.of(exchange);
        ObjectNode fields = object(RequestBody.of(exchange).json(), token);
        JsonNode action = fields.remove(ACTION);
        if (action == null || !action.isTextual()) {
            throw ProblemException.invalid("Field 'action' is missing; it is one of " + actions());
        }
        CommandType type = ACTIONS.stream()
                .filter(known -> known.wireName().equals(action.textValue()))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("Unknown action '" + brief(action.textValue()) + "'; known are " + actions()));
        exchange.getMessage().setBody(typed(fields, type));
    }

    /** One command, or a list of them. */
    public void list(Exchange exchange) {
        VerifiedToken token = Caller.of(exchange);
        JsonNode json = RequestBody.of(exchange).json();
        if (!json.isArray()) {
            exchange.getMessage().setBody(new CommandList(true, List.of(CommandGrammar.read(object(json, token)))));
            return;
        }
        if (json.isEmpty() || json.size() > LONGEST_LIST) {
            throw ProblemException.invalid("The list has " + json.size() + " commands; it must have 1 to " + LONGEST_LIST);
        }
        List<Command> commands = new ArrayList<>();
        for (JsonNode one : json) {
            try {
                commands.add(CommandGrammar.read(object(one, token)));
            } catch (ProblemException e) {
                throw e.inList(commands.size(), List.of());
            }
        }
        exchange.getMessage().setBody(new CommandList(false, commands));
    }

    private static void fromBody(Exchange exchange, CommandType type) {
        VerifiedToken token = Caller.of(exchange);
        exchange.getMessage().setBody(typed(object(RequestBody.of(exchange).json(), token), type));
    }

    private static void fromQuery(Exchange exchange, CommandType type) {
        VerifiedToken token = Caller.of(exchange);
        QueryParameters query = QueryParameters.of(exchange);
        Caller.mustOwn(token, query.takeOne(SESSION_ID));
        ObjectNode fields = WireJson.mapper().createObjectNode();
        for (Map.Entry<String, List<String>> parameter : query.all().entrySet()) {
            put(fields, parameter.getKey(), parameter.getValue());
        }
        exchange.getMessage().setBody(typed(fields, type));
    }

    private static void put(ObjectNode fields, String name, List<String> values) {
        switch (name) {
            case "timeout_ms" -> fields.put(name, number(name, QueryParameters.single(name, values)));
            case "full_page" -> fields.put(name, bool(name, QueryParameters.single(name, values)));
            case "mask" -> values.forEach(fields.withArray(name)::add);
            default -> fields.put(name, QueryParameters.single(name, values));
        }
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("Parameter '" + name + "' is not a whole number");
        }
    }

    private static boolean bool(String name, String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw ProblemException.invalid("Parameter '" + name + "' must be true or false");
    }

    private static ObjectNode object(JsonNode json, VerifiedToken token) {
        if (!(json instanceof ObjectNode fields)) {
            throw ProblemException.invalid("A command must be a JSON object");
        }
        JsonNode sessionId = fields.remove(SESSION_ID);
        if (sessionId != null && !sessionId.isTextual()) {
            throw ProblemException.invalid("Field 'session_id' must be a text");
        }
        Caller.mustOwn(token, sessionId == null ? null : sessionId.textValue());
        return fields;
    }

    private static Command typed(ObjectNode fields, CommandType type) {
        if (fields.has(TYPE)) {
            throw ProblemException.invalid("Field 'type' is for /browser/execute; this address is for " + type.wireName());
        }
        return CommandGrammar.read(fields.put(TYPE, type.wireName()));
    }

    private static String actions() {
        return ACTIONS.stream().map(CommandType::wireName).collect(Collectors.joining(", "));
    }

    private static String brief(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
