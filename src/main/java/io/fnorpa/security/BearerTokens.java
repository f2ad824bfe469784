package io.fnorpa.security;

import io.fnorpa.api.ApiProblem;
import io.fnorpa.api.ApiProblemKind;
import io.fnorpa.api.ProblemAnswer;
import io.fnorpa.token.TokenRefusedException.Reason;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one way in: {@code Authorization: Bearer <token>} (RFC 6750), or below {@code /hawtio} the cookie of a login there. A request
 * without either is nobody's and gets what is open to all; one with a bad token gets nothing at all. Whatever the request was let
 * in with stays here: no route, and so no trace of a route, ever sees it.
 */
@ApplicationScoped
public class BearerTokens implements HttpAuthenticationMechanism {

    private static final String WWW_AUTHENTICATE = "WWW-Authenticate";
    private static final String REFUSAL = BearerTokens.class.getName() + ".refusal";

    private final TokenCount count;

    BearerTokens(TokenCount count) {
        this.count = count;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        List<String> authorization = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        Optional<String> login = ConsoleCookie.of(context);
        context.request().headers().remove(HttpHeaders.AUTHORIZATION).remove(HttpHeaders.COOKIE);
        if (authorization.isEmpty() && login.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        BearerTokenRequest bearer = authorization.isEmpty() ? new BearerTokenRequest(TokenDoor.CONSOLE, List.of("Bearer " + login.get()))
                : new BearerTokenRequest(TokenDoor.of(context.normalizedPath()), authorization);
        AuthenticationRequest request = HttpSecurityUtils.setRoutingContextAttribute(bearer, context);
        return identities.authenticate(request).onFailure().invoke(refusal -> context.put(REFUSAL, refusal.getMessage()));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(ApiProblemKind.UNAUTHORIZED.status(), WWW_AUTHENTICATE, scheme(context)));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        String refusal = context.get(REFUSAL);
        if (refusal == null) {
            count.refused(Reason.MISSING);
        }
        if (ConsoleCookie.isVisit(context)) {
            ConsoleCookie.sendToLogin(context, refusal != null);
            return Uni.createFrom().item(true);
        }
        context.response().putHeader(WWW_AUTHENTICATE, scheme(context));
        ProblemAnswer.send(context, ApiProblem.of(ApiProblemKind.UNAUTHORIZED,
                refusal != null ? refusal : "Send 'Authorization: Bearer <token>'; bin/token ROLE prints one"));
        return Uni.createFrom().item(true);
    }

    private static String scheme(RoutingContext context) {
        return context.get(REFUSAL) == null ? "Bearer realm=\"fnorpa\"" : "Bearer realm=\"fnorpa\", error=\"invalid_token\"";
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(BearerTokenRequest.class);
    }
}
