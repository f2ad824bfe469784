package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.testing.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Attempts that are lost: what becomes of their jobs, of their browsers, and of processes that come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryIT {

    private static final Map<String, String> QUICK = Map.of("rpa.lease.duration", "6s", "rpa.lease.heartbeat", "1s", "rpa.lookup.delay", "3s");
    private static final Duration OFTEN = Duration.ofMillis(20);

    private TestPlatform platform;
    /** Takes the jobs on that are lost; the other rests meanwhile, and is there for them afterwards. */
    private Orchestrator one;
    private Orchestrator other;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        platform = new TestPlatform(folder);
        one = platform.startOrchestrator("one", QUICK);
        other = platform.startOrchestrator("other", QUICK);
    }

    @AfterAll
    void end() {
        if (other != null) {
            other.close();
        }
        if (one != null) {
            one.close();
        }
        if (platform != null) {
            platform.close();
        }
    }

    @AfterEach
    void forget() {
        other.cont();
        one.cont();
        platform.portals.clearFaults("evotel");
        platform.portals.reset();
    }

    @Test
    void aCancellationThatWasLostAfterItsClickIsFoundInThePortalAndNotDoneAgain() {
        other.stop();
        long id = cancellation("EVT-300201");
        Awaitility.await().atMost(TestPlatform.PATIENCE).pollInterval(OFTEN)
                .until(() -> platform.portals.ledger("evotel").get("cancellations").size() == 1);
        one.kill9();
        try {
            assertThat(platform.number("select count(*) from job where id = " + id + " and state = 'RUNNING' and no_return_at is not null"))
                    .as("it was killed before it could settle").isEqualTo(1);
            other.cont();

            JsonNode job = platform.awaitState(other, id, "SUCCEEDED");

            JsonNode done = platform.portals.ledger("evotel").get("cancellations");
            assertThat(done).hasSize(1);
            assertThat(job.path("result").path("reference").asText()).isEqualTo(done.get(0).get("reference").asText());
            assertThat(job.path("attempt").asInt()).as("a lookup is an attempt").isEqualTo(2);
            assertThat(job.path("evidence").toString()).as("with evidence of its own").contains("\"attempt\":2");
            assertThat(job.path("events").toString()).contains("attempt 2 to look up what became of evotel-cancellation by other");
            assertThat(platform.number("select count(*) from job_event where kind = 'point-of-no-return' and job_id = " + id)).isEqualTo(1);
        } finally {
            one.restart();
        }
    }

    @Thorough
    @Test
    void aCancellationThatIsNotThereIsLookedUpOnceMoreThenReviewedAndNeverDone() {
        long lookups = lookups();
        long id = cancellation("EVT-300202", "RUNNING");
        platform.update("update job set attempt = 1, lease_owner = 'gone', lease_token = 'gone', no_return_at = systimestamp,"
                + " lease_until = systimestamp where id = " + id);

        JsonNode waiting = platform.await(other, id, "waits for its second lookup",
                job -> job.path("state").asText().equals("PENDING") && job.path("attempt").asInt() == 2);
        assertThat(waiting.path("waiting").path("kind").asText()).isEqualTo("lookup-delay");
        assertThat(waiting.path("waiting").path("until").asText()).isNotEmpty();
        assertThat(platform.post(other, "/api/jobs/" + id + "/cancel", "{}").path("detail").asText())
                .contains("passed its point of no return");

        JsonNode job = platform.awaitState(other, id, "REVIEW");
        assertThat(job.path("error").path("code").asText()).isEqualTo("cancellation-not-found");
        assertThat(job.path("error").path("message").asText()).contains("it was asked 2 times", "EVT-300202");
        assertThat(job.path("attempt").asInt()).isEqualTo(3);
        assertThat(platform.portals.ledger("evotel").get("cancellations")).isEmpty();
        assertThat(lookups() - lookups).isEqualTo(2);
    }

    @Test
    void aProcessThatFrozePastItsLeaseWritesNothingWhenItGoesOnAndItsBrowserIsGoneBeforeTheNextAttempt() throws Exception {
        long id = runningIn("EVT-300101");
        long group = platform.number("select browser_process from job where id = " + id);
        one.stop();
        other.cont();

        Awaitility.await().atMost(TestPlatform.PATIENCE).pollInterval(OFTEN)
                .until(() -> platform.number("select attempt from job where id = " + id) == 2);
        assertThat(livingOf(group)).as("browser processes of the lost attempt when the next begins").isZero();
        long settled = platform.number("select max(seq) from job_event where attempt = 1 and kind = 'settled' and job_id = " + id);

        one.cont();

        Awaitility.await().atMost(TestPlatform.PATIENCE).until(() -> Files.readString(one.log()).contains("job/" + id + "/attempt/1 is settled by whoever"));
        JsonNode job = platform.awaitState(other, id, "SUCCEEDED");
        assertThat(job.path("attempt").asInt()).isEqualTo(2);
        assertThat(platform.number("select count(*) from job_event where attempt = 1 and seq > " + settled + " and job_id = " + id))
                .as("events of the lost attempt after it was settled").isZero();
        assertThat(platform.number("select count(*) from job_event where kind = 'settled' and job_id = " + id)).isEqualTo(2);
        assertThat(platform.number("select count(*) from job_event where detail like 'SUCCEEDED%' and job_id = " + id)).isEqualTo(1);
    }

    @Thorough
    @Test
    void aJobThatRunsInOneInstanceIsCancelledThroughAnother() throws Exception {
        long id = runningIn("EVT-300102");
        long group = platform.number("select browser_process from job where id = " + id);
        other.cont();

        platform.post(other, "/api/jobs/" + id + "/cancel", "{\"reason\": \"the customer stays\"}");

        JsonNode job = platform.awaitState(other, id, "CANCELLED");
        assertThat(job.path("error").path("message").asText()).contains("Cancelled by test");
        assertThat(job.path("attempt").asInt()).isEqualTo(1);
        assertThat(livingOf(group)).as("its browser ended before it was CANCELLED").isZero();
    }

    @Thorough
    @Test
    void aBrowserOnAMachineThatCannotBeReachedIsWaitedForUntilItsDeadline() {
        long id = platform.insert("metrofiber", "no-such-type", "{}", "RUNNING");
        // A browser counts as over 30 s after its deadline: in 8 s.
        platform.update("update job set attempt = 1, lease_owner = 'gone', lease_token = 'gone', lease_until = systimestamp,"
                + " browser_instance = 'browser-elsewhere-0a1b2c3d', browser_address = 'http://127.0.0.1:9', browser_process = 4711,"
                + " session_id = 's-1', browser_deadline = systimestamp - interval '22' second where id = " + id);

        JsonNode waiting = platform.await(other, id, "waits for the old browser",
                job -> job.path("waiting").path("kind").asText().equals("old-browser"));
        assertThat(waiting.path("attempt").asInt()).isEqualTo(1);
        assertThat(waiting.path("state").asText()).isEqualTo("RUNNING");
        assertThat(waiting.path("waiting").path("reason").asText()).contains("browser-elsewhere-0a1b2c3d");

        platform.awaitState(other, id, "FAILED");
        assertThat(platform.number("select count(*) from job_event where attempt = 1 and kind = 'settled' and job_id = " + id)).isEqualTo(1);
    }

    /** A validation that is in the portal, which is slow; the other instance rests. */
    private long runningIn(String service) {
        other.stop();
        platform.portals.faults("evotel", "{\"latency_ms\": 1500}");
        long id = platform.insertValidation("evotel", service);
        platform.await(one, id, "is in the portal", job -> job.path("step").asText().startsWith("evotel-"));
        return id;
    }

    /** Lookups that both instances have begun since they started. */
    private long lookups() {
        return Stream.of(one, other).flatMap(orchestrator -> platform.text(orchestrator, "/q/metrics").lines())
                .filter(line -> line.startsWith("rpa_jobs_attempts_total{kind=\"lookup\",provider=\"evotel\"}"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    private long cancellation(String service) {
        return cancellation(service, "PENDING");
    }

    private long cancellation(String service, String state) {
        return platform.insert("evotel", "cancellation", "{\"service_id\":\"" + service + "\",\"reason\":\"No longer required\",\"last_day\":\""
                + LocalDate.now().plusMonths(1) + "\"}", state);
    }

    /** Processes of the group, or of its Firefox, which is in none of its own: they live and are no zombies. */
    private static long livingOf(long group) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.filter(process -> process.getFileName().toString().matches("\\d+")).filter(process -> isOf(process, group)).count();
        }
    }

    private static boolean isOf(Path process, long group) {
        try {
            String[] stat = Files.readString(process.resolve("stat")).replaceFirst("(?s)^.*\\) ", "").split(" ");
            boolean member = Long.parseLong(stat[2]) == group || Files.readString(process.resolve("cmdline")).contains("fnorpa-browser-" + group + "-");
            return member && !"ZX".contains(stat[0]);
        } catch (IOException gone) {
            return false;
        }
    }
}
