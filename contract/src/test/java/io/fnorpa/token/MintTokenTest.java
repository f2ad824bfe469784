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

    private int run(String... arguments) {
        return MintToken.run(arguments, new PrintStream(out), new PrintStream(err));
    }
}
