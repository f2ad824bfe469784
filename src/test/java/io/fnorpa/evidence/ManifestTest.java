package io.fnorpa.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.attempt.Lease;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which pieces are an attempt's own. */
class ManifestTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final List<ChainedEvent> events = new ArrayList<>();

    @Test
    void aPictureOfAnAttemptThatWasGivenBackIsNotThatOfTheNextOfItsNumber() {
        tell(1, "started", null);
        tell(1, "evidence", "given-back.png");
        tell(1, "given-back", null);
        tell(1, "started", null);
        tell(1, "evidence", "own.png");

        Manifest manifest = manifest(1);

        assertThat(manifest.evidence()).extracting(Manifest.Entry::key).containsExactly("own.png");
        assertThat(manifest.events()).as("all of the job's events are told").hasSize(5);
    }

    @Test
    void anotherAttemptsPicturesAreNotItsOwn() {
        tell(1, "started", null);
        tell(1, "evidence", "first.png");
        tell(2, "started", null);
        tell(2, "evidence", "second.png");

        assertThat(manifest(2).evidence()).extracting(Manifest.Entry::key).containsExactly("second.png");
    }

    private void tell(int attempt, String kind, String key) {
        events.add(new ChainedEvent(7, events.size() + 1, attempt, EvidenceKeys.text(NOW), kind, null, null, key, null, null, "0", "1"));
    }

    private Manifest manifest(int number) {
        RunningAttempt attempt = new RunningAttempt(new Job(AttemptId.of(7, number), "ref", "octotel", "validation", Map.of()),
                new Lease("test", "token"), FnoSettings.parse("fno.yaml",
                        "{fno: octotel, name: Octotel, base-url: 'https://hub.octotel.example', job-types: {validation: {}}}"),
                "v1", 3, NOW.plusSeconds(600), BrowserBreaker.disabled().use());
        attempt.setOutcome(Outcome.succeeded(Map.of()));
        return Manifest.of(attempt, events, NOW);
    }
}
