package io.fnorpa.workers;

import io.fnorpa.browser.Problem;
import io.fnorpa.browser.WireJson;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.ticket.ReportProblem;
import io.fnorpa.ticket.ReportProblemKind;
import io.fnorpa.worker.WorkerJobs;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;

/**
 * Refuses what no route under {@code /attempts} and {@code /worker} should see, behind authentication: unknown paths and methods,
 * bodies without a length, too large, or of another type. What there is is what the routes listen to.
 */
@ApplicationScoped
public class ReportDoor {

    private static final int BEHIND_AUTHORIZATION = 90;
    private static final Set<String> ROOTS = Set.of("/attempts", "/worker");
    private static final String EVIDENCE = "/attempts/{job}/{attempt}/evidence";
    private static final String ORDER = "/worker/jobs";
    private static final long LONGEST_REPORT = 1_048_576;
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final CamelContext camel;
    private final long longestEvidence;

    ReportDoor(CamelContext camel, PlatformConfig config) {
        this.camel = camel;
        this.longestEvidence = config.orchestrator().maxEvidence().asLongValue();
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, BEHIND_AUTHORIZATION);
    }

    private void check(RoutingContext request) {
        String path = request.normalizedPath();
        boolean ours = ROOTS.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
        Optional<ReportProblem> problem = ours ? problem(request) : Optional.empty();
        problem.ifPresentOrElse(found -> send(request, found), request::next);
    }

    private Optional<ReportProblem> problem(RoutingContext request) {
        String path = request.request().path();
        Set<HttpEndpointModel> there = path.equals(request.normalizedPath()) ? endpoints(path) : Set.of();
        if (there.isEmpty()) {
            return Optional.of(ReportProblem.of(ReportProblemKind.NOT_FOUND, "There is no such path"));
        }
        Set<String> methods = there.stream().flatMap(endpoint -> Arrays.stream(String.valueOf(endpoint.getVerbs()).split(","))).collect(Collectors.toCollection(TreeSet::new));
        if (!methods.contains(request.request().method().name())) {
            request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", methods));
            return Optional.of(ReportProblem.of(ReportProblemKind.METHOD_NOT_ALLOWED, "It takes " + String.join(", ", methods)));
        }
        return HttpMethod.POST.equals(request.request().method()) ? body(request, there.iterator().next().getUri()) : Optional.empty();
    }

    private Set<HttpEndpointModel> endpoints(String path) {
        return camel.getComponent("platform-http", PlatformHttpComponent.class).getHttpEndpoints().stream()
                .filter(endpoint -> path.matches(endpoint.getUri().replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+"))).collect(Collectors.toSet());
    }

    private Optional<ReportProblem> body(RoutingContext request, String path) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (request.request().headers().contains(HttpHeaders.TRANSFER_ENCODING) || length != null && !LENGTH.matcher(length).matches()) {
            return refused(request, ReportProblem.of(ReportProblemKind.LENGTH_REQUIRED, "Send the body with its Content-Length"));
        }
        long bytes = length == null ? 0 : Long.parseLong(length);
        long longest = path.equals(EVIDENCE) ? longestEvidence : path.equals(ORDER) ? WorkerJobs.LONGEST_ORDER : LONGEST_REPORT;
        if (bytes > longest) {
            return refused(request, ReportProblem.of(ReportProblemKind.TOO_LARGE, "It has " + bytes + " bytes, and may have " + longest + " at the most"
                    + (path.equals(EVIDENCE) ? "; raise rpa.orchestrator.max-evidence" : "")));
        }
        String type = String.valueOf(request.request().getHeader(HttpHeaders.CONTENT_TYPE)).toLowerCase(Locale.ROOT);
        String wanted = path.equals(EVIDENCE) ? "application/octet-stream" : "application/json";
        return bytes == 0 || type.equals(wanted) ? Optional.empty()
                : refused(request, ReportProblem.of(ReportProblemKind.UNSUPPORTED_MEDIA_TYPE, "Send it with 'Content-Type: " + wanted + "'"));
    }

    /** The body is not read. */
    private static Optional<ReportProblem> refused(RoutingContext request, ReportProblem problem) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        return Optional.of(problem);
    }

    private static void send(RoutingContext request, ReportProblem problem) {
        request.response().setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end(WireJson.mapper().valueToTree(problem).toString());
    }
}
