package io.fnorpa.browser.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fnorpa.browser.Problem;
import io.fnorpa.browser.WireJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Sends a problem document to who does not get to a route. */
final class ProblemAnswer {

    private ProblemAnswer() {}

    static void send(RoutingContext request, Problem problem) {
        if (request.response().ended() || request.response().headWritten()) {
            return;
        }
        request.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(json(problem)));
    }

    private static byte[] json(Problem problem) {
        try {
            return WireJson.mapper().writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem must be writable as JSON", e);
        }
    }
}
