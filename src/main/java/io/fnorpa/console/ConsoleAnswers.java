package io.fnorpa.console;

import io.fnorpa.api.ApiProblem;
import io.fnorpa.api.ApiProblemKind;
import io.fnorpa.browser.WireJson;
import io.fnorpa.security.BearerTokenProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.jboss.logging.Logger;
import org.jolokia.json.JSONStructure;
import org.jolokia.server.core.request.BadRequestException;

/** What Hawtio's front end asks for at its start, and JMX. */
@ApplicationScoped
@Named("consoleAnswers")
public class ConsoleAnswers {

    private static final Logger LOG = Logger.getLogger(ConsoleAnswers.class);
    private static final int OK = 200;
    private static final String VERSION = "{\"type\":\"version\"}";

    /** Of Jolokia's parameters those that say how an answer is written. */
    private static final List<String> FORM_OF_ANSWERS = List.of("maxDepth", "maxCollectionSize", "maxObjects", "ignoreErrors", "canonicalNaming", "mimeType",
            "serializeLong", "includeRequest", "listKeys", "listCache", "ifModifiedSince");

    private final ConsoleJolokia jolokia;
    private final Clock clock;

    ConsoleAnswers(ConsoleJolokia jolokia, Clock clock) {
        this.jolokia = jolokia;
        this.clock = clock;
    }

    /** The name that Hawtio shows. */
    public void user(Exchange exchange) {
        send(exchange, json(identity(exchange).getPrincipal().getName()));
    }

    /** Hawtio has no plugins of ours. */
    public void plugins(Exchange exchange) {
        send(exchange, "[]");
    }

    /** No Keycloak, no proxy to other JVMs. */
    public void no(Exchange exchange) {
        send(exchange, "false");
    }

    /** Hawtio's login is not used. */
    public void nothing(Exchange exchange) {
        send(exchange, "{}");
    }

    /** How long the login still lives, in seconds, so that Hawtio says so before it ends. It asks with the time of its own clock, and reckons from that. */
    public void sessionTimeout(Exchange exchange) {
        Instant until = identity(exchange).getAttribute(BearerTokenProvider.UNTIL);
        String asked = String.valueOf(exchange.getMessage().getHeader("t"));
        String time = asked.matches("\\d{1,15}") ? asked : "0";
        send(exchange, "{\"timeout\":" + Duration.between(clock.instant(), until).toSeconds() + ",\"now\":" + time + ",\"req\":" + time + "}");
    }

    /** One request of Jolokia's, or several. A GET is the question whether it is there. */
    public void jolokia(Exchange exchange) throws IOException {
        byte[] request = "GET".equals(exchange.getMessage().getHeader(Exchange.HTTP_METHOD)) ? VERSION.getBytes(StandardCharsets.UTF_8) : exchange.getMessage().getBody(byte[].class);
        Map<String, String[]> parameters = FORM_OF_ANSWERS.stream().filter(name -> exchange.getMessage().getHeader(name) != null)
                .collect(Collectors.toMap(name -> name, name -> new String[] {exchange.getMessage().getHeader(name, String.class)}));
        JSONStructure answer = jolokia.answer(ConsoleUser.of(identity(exchange)), request == null ? new byte[0] : request, parameters);
        StringWriter text = new StringWriter();
        answer.writeJSONString(text);
        send(exchange, text.toString());
    }

    /** What was asked is no question, or it is our fault: that is told in the log. */
    public void failure(Exchange exchange) {
        Exception failure = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        if (failure instanceof BadRequestException) {
            LOG.debugf(failure, "%s", failure.getMessage());
            sendProblem(exchange, ApiProblem.of(ApiProblemKind.INVALID_REQUEST, "Send a request of Jolokia's protocol, as JSON"));
        } else {
            LOG.error("The console could not answer", failure);
            sendProblem(exchange, ApiProblem.of(ApiProblemKind.INTERNAL, "The console could not answer. The log says why"));
        }
    }

    private static void sendProblem(Exchange exchange, ApiProblem problem) {
        send(exchange, problem.status(), ApiProblem.MEDIA_TYPE, json(problem));
    }

    private static SecurityIdentity identity(Exchange exchange) {
        return exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, QuarkusHttpUser.class).getSecurityIdentity();
    }

    private static String json(Object value) {
        return WireJson.mapper().valueToTree(value).toString();
    }

    private static void send(Exchange exchange, String json) {
        send(exchange, OK, "application/json", json);
    }

    private static void send(Exchange exchange, int status, String mediaType, String text) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, mediaType);
        exchange.getMessage().setBody(text);
    }
}
