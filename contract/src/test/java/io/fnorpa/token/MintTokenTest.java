package io.fnorpa.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MintTokenTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeKeys() {
        new SigningKeys(folder).createIfAbsent();
    }

    @Test
    void printsATokenOfTheRoleAndNothingElse() throws Exception {
        assertThat(run("operator", "--subject", "Ada", "--life", "2h", "--keys", folder.toString())).isZero();

        VerifiedToken token = new TokenVerifier(new SigningKeys(folder).publicKeysFile(), TokenIssuer.API_AUDIENCE, TokenIssuer.LONGEST_API, Clock.systemUTC())
                .verify(List.of("Bearer " + out.toString().strip()));
        assertThat(token.subject()).isEqualTo("Ada");
        assertThat(token.groups()).containsExactly("operator");
        assertThat(Duration.between(Instant.now(), token.expiry())).isBetween(Duration.ofMinutes(118), Duration.ofHours(2));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anUnknownRoleIsToldTheRolesThatThereAre() {
        assertThat(run("admin", "--keys", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("unknown role 'admin'", "viewer, operator, author");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFolderWithoutKeysIsNamed() {
        assertThat(run("viewer", "--keys", folder.resolve("empty").toString())).isEqualTo(2);
        assertThat(err.toString()).contains(folder.resolve("empty").toString(), "rpa.keys.dir");
    }

    @Test
    void aLifeThatIsNoneIsToldTheForm() {
        assertThat(run("viewer", "--life", "forever", "--keys", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("such as 8h", "'forever'");
        assertThat(run("viewer", "--life", "0s", "--keys", folder.toString())).isEqualTo(2);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(run("--keys", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("for which role: viewer, operator, author");
        assertThat(run("viewer", "--keys")).isEqualTo(2);
        assertThat(run("viewer")).isEqualTo(2);
        assertThat(run("viewer", "--sub", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("--keys wants a value", "say which keys", "unknown option '--sub'");
    }

    @Test
    void printsATokenOfOneSessionAndNothingElse() throws Exception {
        assertThat(run("session", "--instance", "me", "--session", "first", "--keys", folder.toString())).isZero();

        VerifiedToken token = sessionToken("me");
        assertThat(token.subject()).isEqualTo("job/1/attempt/1");
        assertThat(token.sessionId()).contains("first");
        assertThat(token.groups()).isEmpty();
        assertThat(Duration.between(Instant.now(), token.expiry())).isBetween(Duration.ofMinutes(28), Duration.ofMinutes(30));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aSessionsTokenIsOfTheAttemptAndTheLifeThatWereAskedFor() throws Exception {
        assertThat(run("session", "--instance", "me", "--session", "first", "--subject", "job/42/attempt/2", "--life", "60m",
                "--keys", folder.toString())).isZero();

        VerifiedToken token = sessionToken("me");
        assertThat(token.subject()).isEqualTo("job/42/attempt/2");
        assertThat(Duration.between(Instant.now(), token.expiry())).isBetween(Duration.ofMinutes(58), TokenIssuer.LONGEST_SESSION);
    }

    @Test
    void aSessionsTokenWantsInstanceSessionAndAnAttempt() {
        assertThat(run("session", "--session", "first", "--keys", folder.toString())).isEqualTo(2);
        assertThat(run("session", "--instance", "me", "--keys", folder.toString())).isEqualTo(2);
        assertThat(run("session", "--instance", "me", "--session", "first", "--subject", "Ada", "--keys", folder.toString())).isEqualTo(2);
        assertThat(run("session", "--instance", "me", "--session", "first", "--life", "61m", "--keys", folder.toString())).isEqualTo(2);
        assertThat(run("viewer", "--session", "first", "--keys", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--instance is missing", "--session is missing", "job/42/attempt/1", "between 1s and 60m, not '61m'",
                "--session goes with bin/token session alone");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anOptionIsNotTakenForTheValueThatWasForgotten() {
        assertThat(run("viewer", "--subject", "--keys", folder.toString())).isEqualTo(2);
        assertThat(run("--keys", folder.toString(), "viewer", "--life")).isEqualTo(2);
        assertThat(err.toString()).contains("--subject wants a value", "--life wants a value");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theLastOfTwoKeyFoldersCounts() {
        assertThat(run("--keys", folder.resolve("usual").toString(), "viewer", "--keys", folder.toString())).isZero();
    }

    @Test
    void aSecondRoleAndAnEqualsSignAreRefused() {
        assertThat(run("viewer", "operator", "--keys", folder.toString())).isEqualTo(2);
        assertThat(run("viewer", "--keys=" + folder)).isEqualTo(2);
        assertThat(err.toString()).contains("not for 'viewer' and 'operator'", "write '--keys VALUE'");
        assertThat(out.toString()).isEmpty();
    }

    private VerifiedToken sessionToken(String instance) throws TokenRefusedException {
        return new TokenVerifier(new SigningKeys(folder).publicKeysFile(), instance, TokenIssuer.LONGEST_SESSION, Clock.systemUTC())
                .verify(List.of("Bearer " + out.toString().strip()));
    }

    private int run(String... arguments) {
        return MintToken.run(arguments, new PrintStream(out), new PrintStream(err));
    }
}
