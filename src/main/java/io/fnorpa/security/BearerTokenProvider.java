package io.fnorpa.security;

import io.fnorpa.token.Role;
import io.fnorpa.token.TokenRefusedException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Verifies a bearer token, off the event loop: keys may have to be fetched. Refusals are counted by their reason. */
@ApplicationScoped
public class BearerTokenProvider implements IdentityProvider<BearerTokenRequest> {

    private static final Logger LOG = Logger.getLogger(BearerTokenProvider.class);

    private final PeoplesTokens tokens;
    private final TokenCount count;

    BearerTokenProvider(PeoplesTokens tokens, TokenCount count) {
        this.tokens = tokens;
        this.count = count;
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
            count.accepted();
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal(caller.name()))
                    .addRoles(caller.roles().stream().map(Role::id).collect(Collectors.toSet()))
                    .build();
        } catch (TokenRefusedException e) {
            count.refused(e.reason());
            LOG.debugf("A token was refused: %s", e.getMessage());
            throw new AuthenticationFailedException(e.getMessage());
        }
    }
}
