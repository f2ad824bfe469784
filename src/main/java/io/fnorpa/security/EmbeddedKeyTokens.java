package io.fnorpa.security;

import io.fnorpa.token.Role;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.token.TokenRefusedException;
import io.fnorpa.token.TokenRefusedException.Reason;
import io.fnorpa.token.TokenVerifier;
import io.fnorpa.token.VerifiedToken;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tokens that {@code bin/token} minted with the embedded key. The public keys are read again when their file changed,
 * so that keys rotate without a restart.
 */
final class EmbeddedKeyTokens implements PeoplesTokens {

    private final TokenVerifier verifier;

    EmbeddedKeyTokens(SigningKeys keys, Clock clock) {
        this.verifier = new TokenVerifier(keys.publicKeysFile(), TokenIssuer.API_AUDIENCE, TokenIssuer.LONGEST_API, clock);
    }

    @Override
    public Caller verify(List<String> authorization) throws TokenRefusedException {
        VerifiedToken token = verifier.verify(authorization);
        Set<Role> roles = token.groups().stream().map(Role::of).flatMap(Optional::stream).collect(Collectors.toSet());
        if (roles.isEmpty()) {
            throw new TokenRefusedException(Reason.ROLE, "The token has none of the roles " + Role.list());
        }
        return new Caller(token.subject(), roles, token.expiry());
    }
}
