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
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Verifies a bearer token, off the event loop: keys may have to be fetched. Refusals are counted by their reason. */
@ApplicationScoped
public class BearerTokenProvider implements IdentityProvider<BearerTokenRequest> {

    private static final Logger LOG = Logger.getLogger(BearerTokenProvider.class);

    private final PeoplesTokens tokens;
    private final ServiceTokens services;
    private final TokenCount count;

    BearerTokenProvider(PeoplesTokens tokens, ServiceTokens services, TokenCount count) {
        this.tokens = tokens;
        this.services = services;
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
            SecurityIdentity identity = request.door() == TokenDoor.PEOPLE ? person(request) : service(request);
            count.accepted();
            return identity;
        } catch (TokenRefusedException e) {
            count.refused(e.reason());
            LOG.debugf("A token was refused: %s", e.getMessage());
            throw new AuthenticationFailedException(e.getMessage());
        }
    }

    private SecurityIdentity person(BearerTokenRequest request) throws TokenRefusedException {
        Caller caller = tokens.verify(request.authorization());
        return identity(caller.name(), caller.roles().stream().map(Role::id).collect(Collectors.toSet()));
    }

    private SecurityIdentity service(BearerTokenRequest request) throws TokenRefusedException {
        return identity(services.verify(request.door(), request.authorization()).subject(), Set.of(request.door().role()));
    }

    private static SecurityIdentity identity(String name, Set<String> roles) {
        return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(name)).addRoles(roles).build();
    }
}
