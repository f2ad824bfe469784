package io.fnorpa.browser.service.http;

import io.fnorpa.browser.service.session.Sessions;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes a client's connection once a session that it carried has ended. A connection that is kept open remembers the
 * header lines of its last requests (the buffer of Netty's HTTP decoder), and with them the token.
 */
@ApplicationScoped
public class SessionConnections {

    private static final int BEFORE_THE_TOKEN_GATE = 10_001;

    private final Sessions sessions;
    private final Map<HttpConnection, Set<String>> idle = new WeakHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();

    SessionConnections(Sessions sessions) {
        this.sessions = sessions;
    }

    void register(@Observes Filters filters) {
        filters.register(this::pass, BEFORE_THE_TOKEN_GATE);
    }

    private void pass(RoutingContext request) {
        Set<String> carried = begin(request.request().connection());
        underWay.incrementAndGet();
        request.addHeadersEndHandler(headers -> {
            if (isOver(request)) {
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
        });
        request.addEndHandler(ended -> {
            underWay.decrementAndGet();
            end(request, carried);
        });
        request.next();
    }

    private synchronized Set<String> begin(HttpConnection connection) {
        Set<String> carried = idle.remove(connection);
        return carried == null ? new HashSet<>() : carried;
    }

    private void end(RoutingContext request, Set<String> carried) {
        HttpConnection connection = request.request().connection();
        if (isClosing(request.response())) {
            connection.close();
            return;
        }
        if (request.user() != null) {
            carried.add(TokenGate.token(request.user()).sessionId());
        }
        synchronized (this) {
            idle.put(connection, carried);
        }
    }

    /** The request came with a token, and its session is not open, or not any more; or nobody asked whose token it is. */
    private boolean isOver(RoutingContext request) {
        return request.user() == null
                ? request.request().headers().contains(HttpHeaders.AUTHORIZATION)
                : !sessions.isOpen(TokenGate.token(request.user()).sessionId());
    }

    private static boolean isClosing(HttpServerResponse response) {
        return response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
    }

    /** Whether some request has no answer yet. */
    public boolean isAnswering() {
        return underWay.get() > 0;
    }

    /** Closes the connections that wait for a next request though a session that they carried has ended otherwise than by its client. */
    public void closeOfEnded() {
        Set<HttpConnection> over = new HashSet<>();
        synchronized (this) {
            idle.entrySet().removeIf(entry -> {
                boolean isOver = entry.getValue().stream().anyMatch(id -> !sessions.isOpen(id));
                return isOver && over.add(entry.getKey());
            });
        }
        over.forEach(HttpConnection::close);
    }
}
