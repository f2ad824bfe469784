package io.fnorpa.token.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fnorpa.job.AttemptId;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.token.TokenRefusedException;
import io.fnorpa.token.TokenVerifier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The table against the verifier alone, each attack with the very reason that it is refused for. */
class TokenAttacksTest {

    @TempDir
    Path folder;

    private SigningKeys keys;
    private TokenIssuer issuer;

    @BeforeEach
    void makeKeys() {
        keys = new SigningKeys(folder).createIfAbsent();
        issuer = new TokenIssuer(keys, Clock.systemUTC());
    }

    @TestFactory
    Stream<DynamicTest> onASessionsToken() {
        return refused("browser-1", sessionToken());
    }

    @TestFactory
    Stream<DynamicTest> onAPersonsToken() {
        return refused(TokenIssuer.API_AUDIENCE, issuer.api("Olga", "operator", Duration.ofMinutes(30)).reveal());
    }

    private Stream<DynamicTest> refused(String audience, String good) {
        TokenVerifier verifier = new TokenVerifier(keys.publicKeysFile(), audience, TokenIssuer.LONGEST_API, Clock.systemUTC());
        return TokenAttacks.on(keys, good).stream().map(attack -> DynamicTest.dynamicTest(attack.name(), () -> {
            TokenRefusedException refused = catchThrowableOfType(TokenRefusedException.class, () -> verifier.verify(attack.authorization()));

            assertThat(refused).as("taken for a good token").isNotNull();
            assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(attack.reason());
            assertThat(refused.getMessage()).doesNotContain("eyJ", "job/42", "Olga");
        }));
    }

    @Test
    void whatTheyAreMadeFromIsGoodInAnySpellingOfTheScheme() throws TokenRefusedException {
        TokenVerifier verifier = new TokenVerifier(keys.publicKeysFile(), "browser-1", TokenIssuer.LONGEST_SESSION, Clock.systemUTC());

        for (String scheme : List.of("Bearer ", "bearer ", "BEARER ")) {
            assertThat(verifier.verify(List.of(scheme + sessionToken())).sessionId()).isEqualTo("s-1");
        }
    }

    @Test
    void eachHasANameOfItsOwn() {
        assertThat(TokenAttacks.on(keys, sessionToken())).extracting(TokenAttack::name).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(25);
    }

    private String sessionToken() {
        return issuer.session("browser-1", AttemptId.of(42, 1), "s-1", Instant.now().plusSeconds(1800)).reveal();
    }
}
