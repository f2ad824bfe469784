package io.fnorpa.security;

import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.token.TokenRefusedException;
import io.fnorpa.token.TokenVerifier;
import io.fnorpa.token.VerifiedToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Verifies the tokens of attempts and of those who give work: always the embedded key's, whoever vouches for people. */
@ApplicationScoped
public class ServiceTokens {

    private final SigningKeys keys;
    private final Clock clock;
    private final Map<TokenDoor, TokenVerifier> verifiers = new EnumMap<>(TokenDoor.class);

    ServiceTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    VerifiedToken verify(TokenDoor door, List<String> authorization) throws TokenRefusedException {
        return verifier(door).verify(authorization);
    }

    private synchronized TokenVerifier verifier(TokenDoor door) {
        return verifiers.computeIfAbsent(door, kind -> new TokenVerifier(keys.publicKeysFile(),
                kind == TokenDoor.ATTEMPT ? TokenIssuer.ATTEMPT_AUDIENCE : TokenIssuer.WORKER_AUDIENCE, TokenIssuer.LONGEST_SESSION, clock));
    }
}
