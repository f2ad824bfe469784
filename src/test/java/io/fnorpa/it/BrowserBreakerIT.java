package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.testing.Thorough;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Browser services that fail one after the other: jobs wait, no lane closes, no attempt is spent, and one job tries again. */
@Thorough
@TestInstance(Lifecycle.PER_CLASS)
class BrowserBreakerIT {

    /** Then one of them is frozen, not killed, which takes half a minute to be known, and a probe is killed too. */
    private static final boolean FULL = Boolean.getBoolean("tests.full");
    private static final int FAILURES = 5;
    private static final String IN_THE_PORTAL =
            "select browser_process from job where state = 'RUNNING' and browser_process > 1 and step like 'evotel-%'";

    private static final Consumer<String> WAITS =
            reason -> assertThat(reason).startsWith("browser services are failing: ").contains("in a row").contains("; tried again at ");

    private TestPlatform platform;
    private Orchestrator orchestrator;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        platform = new TestPlatform(folder);
    }

    @AfterAll
    void end() {
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void afterFiveInARowJobsWaitAndOneFindsOutThatBrowsersWorkAgain() {
        Map<String, String> settings = Map.of("rpa.max-workers", "2", "rpa.retry-attempts", "50",
                "rpa.browsers.command-timeout", "2s", "rpa.browsers.breaker.delay", "10s");
        try (Orchestrator started = platform.startOrchestrator("mid-job", settings)) {
            orchestrator = started;
            List<Long> ids = new ArrayList<>(List.of(platform.insertValidation("evotel", "EVT-300101")));
            if (FULL) {
                breakBrowsersInMidJob("STOP", () -> browsers().path("failures").path("timeout").asInt() == 1);
            }
            Stream.of(2, 3, 4).forEach(n -> ids.add(platform.insertValidation("evotel", "EVT-30010" + n)));
            breakBrowsersInMidJob("KILL", this::isOpen);
            Set<Long> waited = assertJobsWaitWhileItIsOpen(ids);
            if (FULL) {
                breakBrowsersInMidJob("KILL", this::isOpen);
                assertThat(browsers().path("opened").asInt()).as("one failed probe is enough").isEqualTo(2);
                waited = assertJobsWaitWhileItIsOpen(ids);
            }
            assertOneAtATimeUntilItIsClosed(waited);

            ids.forEach(id -> platform.awaitState(orchestrator, id, "SUCCEEDED"));
            assertThat(browsers().path("failures").path("timeout").asInt()).as("the frozen one").isEqualTo(FULL ? 1 : 0);
            assertThat(browsers().path("failures").path("connection").asInt()).as("the killed ones").isGreaterThanOrEqualTo(FULL ? FAILURES - 1 : FAILURES);
        } finally {
            platform.portals.clearFaults("evotel");
        }
    }

    @Test
    void browsersThatDieAtTheirStartCountToo(@TempDir Path folder) throws IOException {
        Path noJar = Files.writeString(folder.resolve("browser-service.jar"), "which java refuses: a browser that dies at its start");
        Map<String, String> settings = Map.of("rpa.max-workers", "2", "rpa.retry-attempts", "50", "rpa.browsers.local.jar", noJar.toString());
        try (Orchestrator started = platform.startOrchestrator("no-start", settings)) {
            orchestrator = started;
            long id = platform.insertValidation("metrofiber", "MFN-300101");

            JsonNode job = platform.await(orchestrator, id, "waits for browser services",
                    waiting -> waiting.path("waiting_reason").asText().startsWith("browser services are failing"));

            assertThat(job.path("state").asText()).isEqualTo("PENDING");
            assertThat(job.path("attempt").asInt()).isEqualTo(FAILURES);
            assertThat(job.path("error").path("code").asText()).isEqualTo("browser-not-ready");
            assertThat(job.path("waiting_reason").asText()).contains("5 in a row", "ended while it started", "tried again at");
            assertThat(browsers().path("failures").path("not-ready").asInt()).isEqualTo(FAILURES);
            platform.post(orchestrator, "/api/jobs/" + id + "/cancel", "{}");
        }
    }

    /** Signals each browser service once it is in the portal, until that has had its effect. */
    private void breakBrowsersInMidJob(String signal, BooleanSupplier hasEffect) {
        platform.portals.faults("evotel", "{\"latency_ms\": 400}");
        Set<Long> broken = new HashSet<>();
        Awaitility.await().atMost(TestPlatform.PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            if (hasEffect.getAsBoolean()) {
                return true;
            }
            platform.numbers(IN_THE_PORTAL).stream().filter(broken::add).forEach(group -> signal(signal, group));
            assertLanesFlow();
            return false;
        });
        platform.portals.clearFaults("evotel");
    }

    private boolean isOpen() {
        return "OPEN".equals(browsers().path("state").asText());
    }

    /**
     * Those that began before go on; of the others none begins or spends an attempt, and each that is due says why.
     *
     * @return the others
     */
    private Set<Long> assertJobsWaitWhileItIsOpen(List<Long> ids) {
        Map<Long, Integer> attempts = new HashMap<>();
        int[] due = {0};
        Awaitility.await().atMost(TestPlatform.PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            List<JsonNode> waiting = waiting(ids);
            List<String> ofLanes = platform.get(orchestrator, "/api/lanes").path("lanes").findValuesAsText("waiting_reason");
            long browsers = attempts.isEmpty() ? 0 : platform.number(among(attempts.keySet()) + " and browser_process > 1");
            if (!isOpen()) {
                return true;
            }
            waiting.forEach(job -> attempts.putIfAbsent(job.path("id").asLong(), job.path("attempt").asInt()));
            assertThat(waiting).as("attempts spent while it is open").allSatisfy(job ->
                    assertThat(job.path("attempt").asInt()).isEqualTo(attempts.get(job.path("id").asLong())));
            assertThat(browsers).as("browsers of jobs that waited").isZero();
            assertThat(waiting.stream().map(BrowserBreakerIT::reason).filter(reason -> !reason.contains("the next is due"))
                    .peek(reason -> due[0]++)).allSatisfy(WAITS);
            assertThat(ofLanes).isNotEmpty().allSatisfy(WAITS);
            assertLanesFlow();
            return false;
        });
        assertThat(due[0]).as("looks at jobs that were due while it was open").isPositive();
        return attempts.keySet();
    }

    private List<JsonNode> waiting(List<Long> ids) {
        return ids.stream().map(id -> platform.job(orchestrator, id)).filter(job -> job.path("state").asText().equals("PENDING")).toList();
    }

    private static String reason(JsonNode job) {
        return job.path("waiting_reason").asText();
    }

    private static String among(Set<Long> ids) {
        return "select count(*) from job where state in ('CLAIMED', 'RUNNING') and id in ("
                + ids.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }

    private void assertOneAtATimeUntilItIsClosed(Set<Long> waited) {
        Awaitility.await().atMost(TestPlatform.PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            long underWay = platform.number(among(waited));
            String state = browsers().path("state").asText();
            if (state.equals("HALF_OPEN")) {
                assertThat(underWay).as("jobs under way while one is tried").isLessThanOrEqualTo(1);
            }
            return state.equals("CLOSED");
        });
    }

    private void assertLanesFlow() {
        assertThat(platform.number("select count(*) from lane where state <> 'FLOWING'")).as("lanes that do not flow").isZero();
    }

    private JsonNode browsers() {
        return platform.get(orchestrator, "/api/browsers");
    }

    private static void signal(String signal, long group) {
        try {
            new ProcessBuilder("kill", "-" + signal, "--", "-" + group).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
