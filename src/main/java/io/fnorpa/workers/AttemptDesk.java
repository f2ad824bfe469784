package io.fnorpa.workers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.WireJson;
import io.fnorpa.database.TextColumn;
import io.fnorpa.evidence.EvidencePiece;
import io.fnorpa.evidence.JobEvent;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.ticket.FlowFiles;
import io.fnorpa.ticket.ReportProblemKind;
import io.fnorpa.totp.TotpAsk;
import io.fnorpa.totp.TotpVerdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Reads what a flow at a worker reports, into what the routes take that flows in this process call: each verb makes the body, and
 * the headers, that {@code LocalAttemptChannel} would send. {@link CallDoor} has let the call in before.
 */
@ApplicationScoped
@Named("attemptDesk")
public class AttemptDesk {

    private static final int LONGEST_NAME = 200;

    public void step(Exchange exchange) {
        String step = text(fields(exchange), "step");
        put(exchange, attempt(exchange));
        exchange.getMessage().setHeader("step", TextColumn.STEP.fit(step));
    }

    public void event(Exchange exchange) {
        JsonNode event = fields(exchange);
        put(exchange, JobEvent.of(attempt(exchange), text(event, "kind"), optional(event, "step"), optional(event, "detail")));
    }

    /** The bytes are the body; step and media type are in the query. */
    public void evidence(Exchange exchange) {
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        String step = query(exchange, "step");
        String type = query(exchange, "type");
        put(exchange, new EvidencePiece(attempt(exchange), step, type, bytes == null ? new byte[0] : bytes));
    }

    public void noReturn(Exchange exchange) {
        String what = text(fields(exchange), "what");
        put(exchange, attempt(exchange));
        exchange.getMessage().setHeader("what", what);
    }

    public void totp(Exchange exchange) {
        JsonNode request = fields(exchange);
        put(exchange, new TotpAsk(attempt(exchange), text(request, "target"), optional(request, "frame"), optional(request, "page")));
    }

    public void totpVerdict(Exchange exchange) {
        JsonNode verdict = fields(exchange);
        JsonNode step = verdict.path("step");
        JsonNode accepted = verdict.path("accepted");
        if (!step.canConvertToLong() || !accepted.isBoolean()) {
            throw ReportRefusal.invalid("step must be a whole number, and accepted true or false");
        }
        put(exchange, new TotpVerdict(attempt(exchange), new TotpReceipt(step.longValue(), text(verdict, "account")), accepted.booleanValue()));
    }

    /** What needs to know whose it is, and nothing more. */
    public void attemptAlone(Exchange exchange) {
        put(exchange, attempt(exchange));
    }

    /** Whether the session began with a saved login. */
    public Map<String, Object> login(@Body RunningAttempt attempt) {
        return Map.of("saved", attempt.getLogin().isSaved());
    }

    /** The files of the attempt's own version. */
    public FlowFiles flows(@Body RunningAttempt attempt) {
        return attempt.getFlow().files();
    }

    private static RunningAttempt attempt(Exchange exchange) {
        return CallDoor.call(exchange).attempt();
    }

    /** Nothing that came with the request is left: it would name a parameter of a statement. */
    private static void put(Exchange exchange, Object body) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(body);
    }

    private static JsonNode fields(Exchange exchange) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        try {
            JsonNode fields = WireJson.mapper().readTree(body == null ? new byte[0] : body);
            if (fields != null && fields.isObject()) {
                return fields;
            }
        } catch (JsonProcessingException e) {
            // its message would quote the body
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw ReportRefusal.invalid("The body is no JSON object");
    }

    private static String text(JsonNode fields, String name) {
        if (!fields.path(name).isTextual()) {
            throw ReportRefusal.invalid(name + " must be a string");
        }
        return fields.get(name).textValue();
    }

    private static String optional(JsonNode fields, String name) {
        return fields.path(name).isMissingNode() || fields.path(name).isNull() ? null : text(fields, name);
    }

    private static String query(Exchange exchange, String name) {
        Message message = exchange.getMessage();
        if (!(message.getHeader(name) instanceof String value) || value.isEmpty() || value.length() > LONGEST_NAME) {
            throw ReportRefusal.invalid("?" + name + "= must be there once, with 1 to " + LONGEST_NAME + " characters");
        }
        return value;
    }
}
