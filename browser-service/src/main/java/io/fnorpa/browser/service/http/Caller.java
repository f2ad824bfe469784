package io.fnorpa.browser.service.http;

import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import io.fnorpa.token.VerifiedToken;
import io.vertx.ext.auth.User;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;

/** Who called: the verified token of the request that an exchange carries. */
final class Caller {

    private Caller() {}

    /** The caller's token, which must be for a session. */
    static VerifiedToken of(Exchange exchange) {
        User user = exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, User.class);
        if (user == null) {
            throw ProblemException.of(ProblemKind.UNAUTHORIZED, "The request has no verified token");
        }
        VerifiedToken token = TokenGate.token(user);
        if (token.sessionId() == null || token.sessionId().isBlank()) {
            throw ProblemException.of(ProblemKind.FORBIDDEN, "The token is not for a session; it has no claim 'sid'");
        }
        return token;
    }

    /** Refuses a request that names another session than its token. */
    static void mustOwn(VerifiedToken token, String sessionId) {
        if (sessionId != null && !sessionId.equals(token.sessionId())) {
            throw ProblemException.of(ProblemKind.FORBIDDEN, "The token is for another session than the request's session_id");
        }
    }
}
