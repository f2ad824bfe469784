package io.fnorpa.flow.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiddenWordsTest {

    @TempDir
    Path secrets;

    private final FnoSettings fno = FnoSettings.parse("fno.yaml", """
            fno: acme
            name: Acme
            base-url: https://portal.acme.example
            credentials: [username, password, pin]
            totp: { digits: 6, period: 30 }
            job-types:
              order: {}
            """);
    private final HiddenWords hidden = new HiddenWords();

    /** A portal may say it back, and a flow may read that. */
    @Test
    void noSecretOfTheAccountIsInWhatIsTold() throws IOException {
        Files.writeString(secrets.resolve("acme-username"), "isp-ops");
        Files.writeString(secrets.resolve("acme-password"), "open sesame\n");
        Files.writeString(secrets.resolve("acme-pin"), "12");
        Files.writeString(secrets.resolve("acme-totp-secret"), "PRACT3CE");

        hidden.add(fno, new LocalSecrets(secrets));

        assertThat(hidden.shown("isp-ops typed open sesame, 12 and PRACT3CE")).isEqualTo("isp-ops typed (secret), 12 and (secret)");
        assertThat(hidden.shown((String) null)).isNull();
        Outcome shown = hidden.shown(Outcome.review(Fault.FLOW, "odd", "The page says open sesame", Map.of("greeting", "Hello open sesame", "lines", 3)));
        assertThat(shown).isEqualTo(Outcome.review(Fault.FLOW, "odd", "The page says (secret)", Map.of("greeting", "Hello (secret)", "lines", 3)));
    }
}
