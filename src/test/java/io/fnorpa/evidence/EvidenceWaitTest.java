package io.fnorpa.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.attempt.Lease;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceWaitTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:30Z"), ZoneOffset.UTC);

    @TempDir
    private Path dir;

    @Test
    void thePatienceHasAnEndAndTheMessageSaysWhatS3Said() {
        Spool spool = new Spool(dir);
        EvidenceStore store = new EvidenceStore(CLOCK);
        EvidenceWait wait = new EvidenceWait(spool, store, Duration.ofHours(1), CLOCK);
        RunningAttempt attempt = attempt(42);
        byte[] bytes = {1};
        spool.keep(new SpooledPiece(Spool.newId("20260301T120000001Z", 42, 1), "evidence/42/k.png", "image/png", Sha256.of(bytes),
                42, 1, "step", CLOCK.instant()), bytes);
        store.failed(new ConnectException("Connection refused"));

        wait.aMoment(attempt, wait.end());
        assertThatThrownBy(() -> wait.aMoment(attempt, CLOCK.instant())).isInstanceOf(EvidenceNotStoredException.class)
                .hasMessageContaining("rpa.evidence.patience").hasMessageContaining("Connection refused")
                .hasMessageContaining(dir.toString());
        assertThat(spool.waiting()).as("nothing is thrown away").isEqualTo(1);
    }

    @Test
    void anAttemptWaitsForItsOwnEvidenceAlone() {
        Spool spool = new Spool(dir);
        EvidenceWait wait = new EvidenceWait(spool, new EvidenceStore(CLOCK), Duration.ofHours(1), CLOCK);
        byte[] bytes = {1};
        spool.keep(new SpooledPiece(Spool.newId("20260301T120000001Z", 42, 1), "evidence/42/k.png", "image/png", Sha256.of(bytes),
                42, 1, "step", CLOCK.instant()), bytes);

        wait.aMoment(attempt(4), CLOCK.instant());
        assertThat(spool.holds(attempt(4))).isFalse();
        assertThat(spool.holds(attempt(42))).isTrue();
    }

    private static RunningAttempt attempt(long job) {
        FnoSettings settings = FnoSettings.parse("fno.yaml", """
                fno: octotel
                name: Octotel
                base-url: https://hub.octotel.example
                job-types: {validation: {}}
                """);
        return new RunningAttempt(new Job(AttemptId.of(job, 1), null, "octotel", "validation", Map.of()),
                new Lease("test", "token"), settings, "v1", 3, CLOCK.instant().plusSeconds(600), BrowserBreaker.disabled().use());
    }
}
