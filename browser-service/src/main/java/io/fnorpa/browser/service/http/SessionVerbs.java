package io.fnorpa.browser.service.http;

import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.service.session.Sessions;
import io.fnorpa.token.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.camel.Exchange;

/** Bean {@code session}: opens and closes the caller's session. */
@ApplicationScoped
@Named("session")
public class SessionVerbs {

    private final Sessions sessions;

    SessionVerbs(Sessions sessions) {
        this.sessions = sessions;
    }

    public void open(Exchange exchange) {
        VerifiedToken token = Caller.of(exchange);
        SessionRequest request = SessionForm.read(RequestBody.of(exchange));
        Caller.mustOwn(token, request.sessionId());
        exchange.getMessage().setBody(sessions.open(token, request));
    }

    public void close(Exchange exchange) {
        VerifiedToken token = Caller.of(exchange);
        QueryParameters query = QueryParameters.of(exchange);
        Caller.mustOwn(token, query.takeOne("session_id"));
        query.mustBeEmpty("closing takes session_id alone");
        sessions.close(token);
    }
}
