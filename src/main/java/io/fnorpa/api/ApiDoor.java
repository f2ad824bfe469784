package io.fnorpa.api;

import io.quarkus.security.ForbiddenException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Refuses what no route of the API should see: unknown paths and methods, bodies that are too large or not JSON. Each
 * refusal, and each failure below {@code /api}, is answered with a problem document. It stands behind authentication.
 */
@ApplicationScoped
public class ApiDoor {

    /** Longest body of a request, in bytes. */
    static final long LONGEST_BODY = 1_048_576;

    private static final Logger LOG = Logger.getLogger(ApiDoor.class);
    private static final String API = "/api";
    private static final int BEHIND_AUTHORIZATION = 90;
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

    private final ApiDocument document;

    ApiDoor(ApiDocument document) {
        this.document = document;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, BEHIND_AUTHORIZATION);
    }

    void install(@Observes Router router) {
        router.route().failureHandler(ApiDoor::answerFailure);
    }

    private void check(RoutingContext context) {
        Optional<ApiProblem> problem = isApi(context) ? problem(context) : Optional.empty();
        problem.ifPresentOrElse(found -> ProblemAnswer.send(context, found), context::next);
    }

    private static boolean isApi(RoutingContext context) {
        String path = context.normalizedPath();
        return path.equals(API) || path.startsWith(API + "/");
    }

    private Optional<ApiProblem> problem(RoutingContext context) {
        String path = context.request().path();
        Optional<ApiDocument.ApiPath> known = path.equals(context.normalizedPath()) ? document.find(path) : Optional.empty();
        if (known.isEmpty()) {
            return Optional.of(ApiProblem.of(ApiProblemKind.NOT_FOUND, "There is no " + path + "; /api/openapi.yaml lists what there is"));
        }
        if (!known.get().methods().contains(context.request().method().name())) {
            String allowed = String.join(", ", known.get().methods());
            context.response().putHeader("Allow", allowed);
            return Optional.of(ApiProblem.of(ApiProblemKind.METHOD_NOT_ALLOWED, path + " takes " + allowed));
        }
        return WITH_BODY.contains(context.request().method()) ? bodyProblem(context) : Optional.empty();
    }

    private static Optional<ApiProblem> bodyProblem(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && (!length.matches("\\d{1,18}") || Long.parseLong(length) > LONGEST_BODY)) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            return Optional.of(tooLarge());
        }
        boolean empty = length == null ? context.request().getHeader(HttpHeaders.TRANSFER_ENCODING) == null : Long.parseLong(length) == 0;
        return empty || isJson(context.request().getHeader(HttpHeaders.CONTENT_TYPE)) ? Optional.empty()
                : Optional.of(ApiProblem.of(ApiProblemKind.UNSUPPORTED_MEDIA_TYPE, "Send JSON, with 'Content-Type: application/json'"));
    }

    private static boolean isJson(String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).matches("application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?");
    }

    static ApiProblem tooLarge() {
        return ApiProblem.of(ApiProblemKind.TOO_LARGE, "A body may have " + LONGEST_BODY + " bytes at the most");
    }

    private static void answerFailure(RoutingContext context) {
        if (isApi(context) || context.failure() instanceof ForbiddenException) {
            ProblemAnswer.send(context, failureProblem(context));
        } else {
            context.next();
        }
    }

    private static ApiProblem failureProblem(RoutingContext context) {
        if (context.failure() instanceof ForbiddenException) {
            return ApiProblem.of(ApiProblemKind.FORBIDDEN, "This needs another role than the token has: GET viewer, operator or author;"
                    + " changes operator");
        }
        int status = context.statusCode();
        if (status == ApiProblemKind.TOO_LARGE.status()) {
            return tooLarge();
        }
        if (context.failure() != null) {
            LOG.errorf(context.failure(), "%s %s failed", context.request().method(), context.normalizedPath());
        }
        return ApiProblem.of(ApiProblemKind.ofStatus(status).orElse(ApiProblemKind.INTERNAL), "The request could not be answered");
    }
}
