package io.fnorpa.browser.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.Problem;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.browser.service.command.AnswerBounds;
import io.fnorpa.browser.service.health.Health;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.util.IOHelper;
import org.jboss.logging.Logger;

/** Bean {@code answer}: turns what a route ended with into an HTTP answer. No header of the request is sent back. */
@ApplicationScoped
@Named("answer")
public class AnswerVerbs {

    private static final Logger LOG = Logger.getLogger(AnswerVerbs.class);
    private static final String JSON = "application/json";
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final MeterRegistry metrics;

    AnswerVerbs(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    public void json(Exchange exchange) throws IOException {
        Object body = AnswerJson.of(exchange.getMessage().getBody());
        endWithClient(exchange, body);
        write(exchange, OK, JSON, body);
    }

    public void nothing(Exchange exchange) {
        write(exchange, NO_CONTENT, null, null);
    }

    public void picture(Exchange exchange) {
        CommandResult result = exchange.getMessage().getBody(CommandResult.class);
        write(exchange, OK, result.contentType(), Base64.getDecoder().decode(result.contentBase64()));
    }

    public void health(Exchange exchange) throws JsonProcessingException {
        Health health = exchange.getMessage().getBody(Health.class);
        write(exchange, health.isGood() ? OK : UNAVAILABLE, JSON, bytes(health));
    }

    /** The document that the REST surface is made from. */
    public void openApi(Exchange exchange) throws IOException {
        try (InputStream document = AnswerVerbs.class.getResourceAsStream("/openapi/browser-service.yaml")) {
            write(exchange, OK, "application/yaml", document.readAllBytes());
        }
    }

    /** Where the metrics are, for who looks for them among the service's own paths. */
    public void metricsAreElsewhere(Exchange exchange) throws JsonProcessingException {
        write(exchange, NOT_FOUND, Problem.MEDIA_TYPE, bytes(Problem.of(ProblemKind.INVALID_COMMAND, NOT_FOUND,
                "Metrics are at /metrics on the management port (browser.management-port), not here")));
    }

    public void problem(Exchange exchange) throws IOException {
        Problem problem = problemOf(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        metrics.counter("browser.problems", "kind", ProblemKind.ofType(problem.type()).map(ProblemKind::code).orElse("other")).increment();
        Object body = AnswerJson.of(problem);
        endWithClient(exchange, body);
        write(exchange, problem.status(), Problem.MEDIA_TYPE, body);
    }

    /** Camel's HTTP component waits for ever to go on with a stream whose client has hung up, and would keep it and the exchange. */
    private static void endWithClient(Exchange exchange, Object body) {
        if (body instanceof InputStream stream) {
            HeapRoom.of(exchange).whenGone(() -> {
                IOHelper.close(stream);
                UnitOfWorkHelper.doneUow(exchange.getUnitOfWork(), exchange);
            });
        }
    }

    private static Problem problemOf(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException known) {
                return AnswerBounds.keep(known).problem();
            }
        }
        LOG.errorf("A request failed in a way that this service does not know: %s at %s", error.getClass().getName(), where(error));
        return Problem.of(ProblemKind.BROWSER_CRASHED, "The browser service failed inside; its log has the place");
    }

    /** The place without the message, which may hold what was typed. */
    private static String where(Throwable error) {
        StackTraceElement[] trace = error.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }

    private static byte[] bytes(Object value) throws JsonProcessingException {
        return WireJson.mapper().writeValueAsBytes(value);
    }

    private static void write(Exchange exchange, int status, String mediaType, Object body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        if (mediaType != null) {
            message.setHeader(Exchange.CONTENT_TYPE, mediaType);
        }
        message.setBody(body);
    }
}
