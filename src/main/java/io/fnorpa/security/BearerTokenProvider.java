package io.fnorpa.security;

import io.fnorpa.token.BearerHeader;
import io.fnorpa.token.Role;
import io.fnorpa.token.TokenRefusedException;
import io.fnorpa.token.TokenVerifier;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
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

    /** Attribute of a person's identity: the Instant at which the token ends. */
    public static final String UNTIL = "until";

    private static final Logger LOG = Logger.getLogger(BearerTokenProvider.class);

    private final PeoplesTokens tokens;
    private final ConsoleLogins logins;
    private final ServiceTokens services;
    private final TokenCount count;

    BearerTokenProvider(PeoplesTokens tokens, ConsoleLogins logins, ServiceTokens services, TokenCount count) {
        this.tokens = tokens;
        this.logins = logins;
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
            SecurityIdentity identity = switch (request.door()) {
                case PEOPLE -> person(tokens.verify(request.authorization()));
                case CONSOLE -> person(logins.verify(request.authorization()));
                case ATTEMPT, WORKER -> service(request);
            };
            count.accepted();
            return identity;
        } catch (TokenRefusedException e) {
            count.refused(e.reason());
            LOG.debugf("A token was refused: %s", e.getMessage());
            throw new AuthenticationFailedException(e.getMessage());
        }
    }

    private static SecurityIdentity person(Caller caller) {
        return identity(caller.name(), caller.roles().stream().map(Role::id).collect(Collectors.toSet()))
                .addAttribute(UNTIL, caller.until()).build();
    }

    /** With its token, which must be the very one of the attempt's ticket. */
    private SecurityIdentity service(BearerTokenRequest request) throws TokenRefusedException {
        String subject = services.verify(request.door(), request.authorization()).subject();
        return identity(subject, Set.of(request.door().role()))
                .addCredential(new TokenCredential(BearerHeader.token(request.authorization(), TokenVerifier.LONGEST_TOKEN), "bearer")).build();
    }

    private static QuarkusSecurityIdentity.Builder identity(String name, Set<String> roles) {
        return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(name)).addRoles(roles);
    }
}
