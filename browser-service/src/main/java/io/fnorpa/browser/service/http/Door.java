package io.fnorpa.browser.service.http;

import io.fnorpa.browser.Problem;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.settings.BrowserSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.jboss.logging.Logger;

/**
 * Behind the token gate: turns away what no route should see, with a problem document. That is a path or method that is
 * not in the OpenAPI document, and a body that is too large or not JSON.
 */
@ApplicationScoped
public class Door {

    private static final Logger LOG = Logger.getLogger(Door.class);
    private static final int BEHIND_THE_GATE = 9_000;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int NOT_JSON = 415;
    private static final int SERVER_ERROR = 500;
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
    private static final Pattern JSON = Pattern.compile("application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");

    private final CamelContext camel;
    private final BrowserSettings settings;
    private final HeapRoom room;
    private final MeterRegistry metrics;
    private volatile Map<String, Set<String>> methods = Map.of();

    Door(CamelContext camel, BrowserSettings settings, HeapRoom room, MeterRegistry metrics) {
        this.camel = camel;
        this.settings = settings;
        this.room = room;
        this.metrics = metrics;
    }

    void install(@Observes Filters filters) {
        filters.register(request -> problem(request.request()).or(() -> roomFor(request))
                .ifPresentOrElse(found -> turnAway(request, found), request::next), BEHIND_THE_GATE);
    }

    void install(@Observes Router router) {
        router.route().failureHandler(this::answerFailure);
    }

    private Optional<Problem> problem(HttpServerRequest request) {
        Set<String> known = methods().get(request.path());
        if (known == null) {
            return Optional.of(invalid(NOT_FOUND, "There is no such path; /openapi lists what there is"));
        }
        if (!known.contains(request.method().name())) {
            String allowed = String.join(", ", known);
            request.response().putHeader(HttpHeaders.ALLOW, allowed);
            return Optional.of(invalid(METHOD_NOT_ALLOWED, request.path() + " takes " + allowed));
        }
        return body(request);
    }

    /** A request without a user is one that nobody answers at length. */
    private Optional<Problem> roomFor(RoutingContext request) {
        if (request.user() == null) {
            return Optional.empty();
        }
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean isUnknown = length == null && request.request().headers().contains(HttpHeaders.TRANSFER_ENCODING);
        long bytes = isUnknown ? settings.maxBody().asLongValue() : length == null ? 0 : Long.parseLong(length);
        return room.open(request).takeForBody(bytes) ? Optional.empty()
                : Optional.of(Problem.of(ProblemKind.CAPACITY, "Other large requests are under way and there is no room for this one, which was not read; send it again"));
    }

    private Optional<Problem> body(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && (!LENGTH.matcher(length).matches() || Long.parseLong(length) > settings.maxBody().asLongValue())) {
            if (request.headers().contains(HttpHeaders.EXPECT)) {
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE); // who waits for leave will not send it
            }
            return Optional.of(tooLarge()); // otherwise it is read and dropped, so that the client gets to see the answer
        }
        if (!request.method().equals(HttpMethod.POST)) {
            return Optional.empty(); // nobody reads it
        }
        boolean isEmpty = length == null ? request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null : Long.parseLong(length) == 0;
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return isEmpty || type != null && JSON.matcher(type.toLowerCase(Locale.ROOT)).matches() ? Optional.empty()
                : Optional.of(invalid(NOT_JSON, "A body must be JSON; send it with 'Content-Type: application/json'"));
    }

    private Problem tooLarge() {
        return invalid(TOO_LARGE, "A body may have " + settings.maxBody().asLongValue() + " bytes at the most (browser.max-body)");
    }

    private static Problem invalid(int status, String detail) {
        return Problem.of(ProblemKind.INVALID_COMMAND, status, detail);
    }

    /** What failed before or beside the routes, which answer for themselves. */
    private void answerFailure(RoutingContext request) {
        int status = request.statusCode();
        if (status == TOO_LARGE) {
            turnAway(request, tooLarge());
        } else if (status >= BAD_REQUEST && status < SERVER_ERROR) {
            turnAway(request, invalid(status, "The request cannot be read"));
        } else {
            Throwable failure = request.failure();
            LOG.errorf("A request failed outside of the routes: %s", failure == null ? status : failure.getClass().getName());
            turnAway(request, Problem.of(ProblemKind.BROWSER_CRASHED, "The browser service failed inside; its log has the place"));
        }
    }

    private void turnAway(RoutingContext request, Problem problem) {
        metrics.counter("browser.problems", "kind", ProblemKind.ofType(problem.type()).orElseThrow().code()).increment();
        ProblemAnswer.send(request, problem);
    }

    /** Path to methods, as Camel has them from the OpenAPI document; known once the routes are started. */
    private Map<String, Set<String>> methods() {
        if (methods.isEmpty()) {
            methods = camel.getComponent("platform-http", PlatformHttpComponent.class).getHttpEndpoints().stream()
                    .filter(endpoint -> endpoint.getVerbs() != null)
                    .collect(Collectors.toMap(HttpEndpointModel::getUri, Door::verbs, (one, other) -> other));
        }
        return methods;
    }

    private static Set<String> verbs(HttpEndpointModel endpoint) {
        return new TreeSet<>(Arrays.asList(endpoint.getVerbs().split(",")));
    }
}
