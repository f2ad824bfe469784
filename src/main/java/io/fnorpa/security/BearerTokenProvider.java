package io.fnorpa.security;

import io.fnorpa.token.Role;
import io.fnorpa.token.TokenRefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Verifies a bearer token, off the event loop: keys may have to be fetched. Refusals are counted by their reason. */
@ApplicationScoped
public class BearerTokenProvider implements IdentityProvider<BearerTokenRequest> {

    private static final Logger LOG = Logger.getLogger(BearerTokenProvider.class);
    private static final String REFUSED = "rpa.api.tokens.refused";
    private static final String ACCEPTED = "rpa.api.tokens.accepted";

    private final PeoplesTokens tokens;
    private final MeterRegistry metrics;

    BearerTokenProvider(PeoplesTokens tokens, MeterRegistry metrics) {
        this.tokens = tokens;
        this.metrics = metrics;
    }

    @Override
    public Class<BearerTokenRequest> getRequestType() {
        return BearerTokenRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(BearerTokenRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> identity(request));
    }

    private SecurityIdentity identity(BearerTokenRequest request) {
        try {
            Caller caller = tokens.verify(request.authorization());
            metrics.counter(ACCEPTED).increment();
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal(caller.name()))
                    .addRoles(caller.roles().stream().map(Role::id).collect(Collectors.toSet()))
                    .build();
        } catch (TokenRefusedException e) {
            metrics.counter(REFUSED, "reason", e.reason().name().toLowerCase(Locale.ROOT)).increment();
            LOG.debugf("A token was refused: %s", e.getMessage());
            throw new AuthenticationFailedException(e.getMessage());
        }
    }
}
