package io.fnorpa.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Sends a problem document for what never gets to a route: refused tokens and malformed HTTP. */
public final class ProblemAnswer {

    private ProblemAnswer() {}

    public static void send(RoutingContext context, ApiProblem problem) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ApiProblem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(ApiJson.write(problem));
    }
}
