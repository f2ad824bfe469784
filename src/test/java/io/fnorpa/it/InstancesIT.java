package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.testing.Thorough;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Orchestrators side by side, killed, and started while something is away. */
class InstancesIT {

    private static final int JOBS = Boolean.getBoolean("tests.full") ? 500 : 60;

    private TestPlatform platform;

    @BeforeEach
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        platform = new TestPlatform(folder);
    }

    @AfterEach
    void end() {
        platform.close();
    }

    @Thorough
    @Test
    void twoOrchestratorsNeverTakeTheSameJob() {
        try (Orchestrator one = platform.startOrchestrator("one", Map.of("rpa.poll-interval", "50ms"));
                Orchestrator two = platform.startOrchestrator("two", Map.of("rpa.poll-interval", "50ms"))) {
            // Jobs that end without a browser: all of their time is claiming and settling.
            List<Long> ids = IntStream.range(0, JOBS).mapToObj(n -> platform.insert(fno(n), "no-such-type", "{}")).toList();

            ids.forEach(id -> platform.awaitState(one, id, "FAILED"));

            assertThat(platform.number("select count(*) from job where attempt = 1")).isEqualTo(JOBS);
            assertThat(platform.number("select count(*) from job_event where kind = 'started'")).isEqualTo(JOBS);
            assertThat(platform.number("select count(*) from job_event where kind = 'settled'")).isEqualTo(JOBS);
            assertThat(platform.number("select count(*) from job_event where kind = 'started' and detail like '%by one,%'")).isPositive();
            assertThat(platform.number("select count(*) from job_event where kind = 'started' and detail like '%by two,%'")).isPositive();
        }
    }

    @Test
    void aKilledOrchestratorsJobIsTakenOverAndItsBrowserIsGone() {
        platform.portals.faults("evotel", "{\"latency_ms\": 2000}");
        Orchestrator killed = platform.startOrchestrator("killed", Map.of());
        long id = platform.insertValidation("evotel", "EVT-300101");
        platform.await(killed, id, "is in the portal", job -> job.path("step").asText().startsWith("evotel-"));
        long group = platform.number("select browser_process from job where id = " + id);

        killed.kill9();
        Awaitility.await().atMost(TestPlatform.PATIENCE).until(() -> ProcessHandle.of(group).isEmpty());
        platform.portals.clearFaults("evotel");

        try (Orchestrator heir = platform.startOrchestrator("heir", Map.of())) {
            JsonNode job = platform.awaitState(heir, id, "SUCCEEDED");
            assertThat(job.path("attempt").asInt()).isEqualTo(2);
            assertThat(job.path("events").toString()).contains("attempt-lost");
        }
    }

    @Thorough
    @Test
    void aDatabaseThatIsDownAtStartIsWaitedForAndThePlatformSaysSo() throws Exception {
        platform.h2.kill9();
        CompletableFuture<Orchestrator> start = CompletableFuture.supplyAsync(() -> platform.startOrchestrator("early", Map.of()));
        Path address = platform.folder().resolve("early").resolve("orchestrator.address");
        Awaitility.await().atMost(TestPlatform.PATIENCE).until(() -> Files.exists(address));
        URI early = URI.create(Files.readString(address).strip());

        Awaitility.await().atMost(TestPlatform.PATIENCE).ignoreExceptions()
                .until(() -> platform.plainGet(early.resolve("/q/health/live")).statusCode() == 200);
        HttpResponse<String> ready = platform.plainGet(early.resolve("/q/health/ready"));
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("database");

        platform.h2.restart();
        try (Orchestrator orchestrator = start.get()) {
            platform.awaitState(orchestrator, platform.insert("evotel", "no-such-type", "{}"), "FAILED");
        }
    }

    @Thorough
    @Test
    void aDatabaseThatIsAwayInMidJobCostsNoAttempt() {
        platform.portals.faults("evotel", "{\"latency_ms\": 1500}");
        try (Orchestrator orchestrator = platform.startOrchestrator("one", Map.of())) {
            long id = platform.insertValidation("evotel", "EVT-300101");
            platform.await(orchestrator, id, "is in the portal", job -> job.path("step").asText().startsWith("evotel-"));

            platform.h2.restart();

            JsonNode job = platform.awaitState(orchestrator, id, "SUCCEEDED");
            assertThat(job.path("attempt").asInt()).isEqualTo(1);
            assertThat(job.path("evidence")).isNotEmpty();
        }
    }

    @Thorough
    @Test
    void jobsOfABrokenFlowWaitWithTheReasonAndTheOthersServe() throws IOException {
        Path home = platform.copyOfHome();
        Files.writeString(home.resolve("fno-flows/evotel/validation.camel.yaml"), "- route:\n    id: evotel-validation\n   from: [");

        try (Orchestrator orchestrator = platform.startOrchestrator("one", Map.of("rpa.home", home.toString()))) {
            JsonNode waiting = platform.await(orchestrator, platform.insertValidation("evotel", "EVT-300101"), "waits",
                    job -> job.path("waiting_reason").asText().contains("evotel/validation.camel.yaml"));
            assertThat(waiting.path("state").asText()).isEqualTo("PENDING");
            assertThat(waiting.path("attempt").asInt()).isZero();
            assertThat(platform.get(orchestrator, "/api/flows").toString()).contains("validation.camel.yaml");

            platform.awaitState(orchestrator, platform.insertValidation("metrofiber", "MFN-300101"), "SUCCEEDED");
        }
    }

    private static String fno(int n) {
        return List.of("metrofiber", "octotel", "openserve", "evotel").get(n % 4);
    }
}
