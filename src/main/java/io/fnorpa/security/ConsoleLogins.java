package io.fnorpa.security;

import io.fnorpa.secret.Secret;
import io.fnorpa.token.Role;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.token.TokenRefusedException;
import io.fnorpa.token.TokenVerifier;
import io.fnorpa.token.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Logins to the console. A person's token is checked as {@code /api} checks it, and exchanged for one that opens the console alone,
 * with the same name and roles, and that ends with it. So a browser never keeps what opens the API, and every instance that shares
 * the keys knows the login.
 */
@ApplicationScoped
public class ConsoleLogins {

    private static final Logger LOG = Logger.getLogger(ConsoleLogins.class);
    private static final String SCHEME = "Bearer ";

    private final PeoplesTokens people;
    private final TokenIssuer issuer;
    private final SigningKeys keys;
    private final Clock clock;
    private final TokenCount count;
    private TokenVerifier verifier;

    ConsoleLogins(PeoplesTokens people, TokenIssuer issuer, SigningKeys keys, Clock clock, TokenCount count) {
        this.people = people;
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
        this.count = count;
    }

    /**
     * @param pasted a person's token, with or without {@code Bearer} before it
     * @return what the browser keeps, until when it must
     * @throws TokenRefusedException it is not good here; counted by its reason
     */
    public Login enter(String pasted) throws TokenRefusedException {
        String token = pasted.strip();
        try {
            Caller caller = people.verify(List.of(token.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? token : SCHEME + token));
            count.accepted();
            LOG.infof("%s has logged in to the console, as %s, until %s at the latest", caller.name(),
                    caller.roles().stream().map(Role::id).sorted().collect(Collectors.joining(", ")), caller.until());
            Secret kept = issuer.console(caller.name(), caller.roles(), caller.until());
            return new Login(kept, verifier().verify(List.of(SCHEME + kept.reveal())));
        } catch (TokenRefusedException e) {
            count.refused(e.reason());
            LOG.infof("A login to the console was refused: %s", e.getMessage());
            throw e;
        }
    }

    /**
     * @param token what the browser keeps
     * @param says  who it is, and until when
     */
    public record Login(Secret token, VerifiedToken says) {}

    Caller verify(List<String> authorization) throws TokenRefusedException {
        VerifiedToken token = verifier().verify(authorization);
        return new Caller(token.subject(), token.groups().stream().map(Role::of).flatMap(Optional::stream).collect(Collectors.toSet()), token.expiry());
    }

    private synchronized TokenVerifier verifier() {
        if (verifier == null) {
            verifier = new TokenVerifier(keys.publicKeysFile(), TokenIssuer.CONSOLE_AUDIENCE, TokenIssuer.LONGEST_CONSOLE, clock);
        }
        return verifier;
    }
}
