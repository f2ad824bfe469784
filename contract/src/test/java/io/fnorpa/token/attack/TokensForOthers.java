package io.fnorpa.token.attack;

import io.fnorpa.job.AttemptId;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.token.TokenRefusedException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Each kind of good token, where another kind is wanted. The audience tells them apart. */
final class TokensForOthers {

    private static final AttemptId ATTEMPT = AttemptId.of(42, 1);
    private static final Duration LIFE = Duration.ofMinutes(30);

    private TokensForOthers() {}

    static void addTo(AttackTable table, SigningKeys keys) {
        TokenIssuer issuer = new TokenIssuer(keys, Clock.systemUTC());
        Instant soon = Instant.now().plus(LIFE);
        other(table, "a session's token for another browser service", issuer.session("another-instance", ATTEMPT, "s-1", soon).reveal());
        other(table, "an attempt's token", issuer.attempt(ATTEMPT, soon).reveal());
        other(table, "an operator's token", issuer.api("Olga", "operator", LIFE).reveal());
        other(table, "a token for workers", issuer.worker(ATTEMPT, soon).reveal());
    }

    private static void other(AttackTable table, String name, String token) {
        if (!TokenForge.audience(token).equals(TokenForge.audience(table.forge().good()))) {
            table.token(name, Reason.AUDIENCE, token);
        }
    }
}
