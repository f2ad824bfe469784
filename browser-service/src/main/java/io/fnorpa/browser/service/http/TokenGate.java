package io.fnorpa.browser.service.http;

import io.fnorpa.browser.Problem;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.settings.BrowserSettings;
import io.fnorpa.browser.service.settings.Instance;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.token.TokenRefusedException;
import io.fnorpa.token.TokenVerifier;
import io.fnorpa.token.VerifiedToken;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * Lets nobody in without a token, before a path is looked at or a body read: whatever is added to this service is shut
 * unless it is named here. Routes find the verified token as the authenticated user.
 */
@ApplicationScoped
public class TokenGate {

    private static final int BEFORE_EVERYTHING = 10_000;
    private static final Set<String> OPEN = Set.of("/health/live", "/health/ready");

    private final TokenVerifier verifier;
    private final MeterRegistry metrics;

    TokenGate(BrowserSettings settings, Instance instance, MeterRegistry metrics) {
        this.verifier = new TokenVerifier(settings.token().publicKeys(), instance.id(), TokenIssuer.LONGEST_SESSION, Clock.systemUTC());
        this.metrics = metrics;
    }

    void register(@Observes Filters filters) {
        filters.register(this::pass, BEFORE_EVERYTHING);
    }

    private void pass(RoutingContext request) {
        if (OPEN.contains(request.request().path())) {
            request.next();
            return;
        }
        try {
            request.setUser(user(verifier.verify(request.request().headers().getAll(HttpHeaders.AUTHORIZATION))));
            request.next();
        } catch (TokenRefusedException e) {
            refuse(request, e);
        }
    }

    private static User user(VerifiedToken token) {
        return User.create(new JsonObject()
                .put("sub", token.subject())
                .put("sid", token.sessionId())
                .put("exp", token.expiry().getEpochSecond()));
    }

    /** The token that a route's authenticated user stands for. */
    static VerifiedToken token(User user) {
        JsonObject claims = user.principal();
        return new VerifiedToken(claims.getString("sub"), claims.getString("sid"), Instant.ofEpochSecond(claims.getLong("exp")));
    }

    private void refuse(RoutingContext request, TokenRefusedException refused) {
        String reason = refused.reason().name().toLowerCase(Locale.ROOT);
        metrics.counter("browser.tokens.refused", "reason", reason).increment();
        request.response().putHeader("WWW-Authenticate", "Bearer").putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        ProblemAnswer.send(request, Problem.of(ProblemKind.UNAUTHORIZED, refused.getMessage()));
    }
}
