package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.rig.Server;
import io.fnorpa.rig.Worker;
import io.fnorpa.testing.Thorough;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Flows that run at workers: real processes, real browsers; workers that are full, killed, frozen, told to end, or left alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkersIT {

    private static final Map<String, String> QUICK = Map.of("rpa.max-workers", "3", "rpa.browsers.command-timeout", "120s");
    private static final Duration OFTEN = Duration.ofMillis(20);

    private TestPlatform platform;
    private Worker first;
    private Worker second;
    private Orchestrator orchestrator;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        platform = new TestPlatform(folder);
        first = platform.startWorker("first", Map.of("rpa.worker.max-jobs", "1"));
        second = platform.startWorker("second", Map.of("rpa.worker.max-jobs", "1"));
        orchestrator = platform.startOrchestrator("one", withWorkers());
    }

    private Map<String, String> withWorkers() {
        Map<String, String> settings = new HashMap<>(QUICK);
        settings.put("rpa.worker.endpoint", first.address() + "," + second.address());
        return settings;
    }

    @AfterAll
    void end() {
        Stream.<Server>of(orchestrator, first, second).filter(Objects::nonNull).forEach(Server::close);
        if (platform != null) {
            platform.close();
        }
    }

    @AfterEach
    void forget() {
        first.cont();
        second.cont();
        platform.portals.cont();
        List.of("evotel", "metrofiber").forEach(platform.portals::clearFaults);
        platform.portals.reset();
    }

    @Test
    void aJobWithACodeIsDoneAtAWorker() throws IOException {
        long id = platform.insertValidation("octotel", "OCT-300101");

        JsonNode job = platform.awaitState(orchestrator, id, "SUCCEEDED");

        assertThat(job.path("attempt").asInt()).isEqualTo(1);
        assertThat(job.path("result").path("status").asText()).isNotEmpty();
        assertThat(job.path("evidence")).isNotEmpty();
        assertThat(job.path("events").toString()).contains("the flow runs at worker http://127.0.0.1:", "code of step", "accepted");
        assertThat(Files.readString(first.log()) + Files.readString(second.log())).contains("job/" + id + "/attempt/1 begins: octotel-validation");
    }

    /** The portal is frozen meanwhile, so that the two jobs at it take as long as the third needs. */
    @Test
    void aFullWorkerIsPassedOverAndWhereAllAreFullTheJobSaysSo() {
        slow("evotel");
        slow("metrofiber");
        long one = platform.insertValidation("evotel", "EVT-300101");
        long two = platform.insertValidation("metrofiber", "MFN-300101");
        platform.await(orchestrator, one, "is in the portal", WorkersIT::isInPortal);
        platform.await(orchestrator, two, "is in the portal", WorkersIT::isInPortal);
        platform.portals.stop();
        assertThat(workerOf(one)).isNotEqualTo(workerOf(two));

        long three = platform.insertValidation("evotel", "EVT-300102");
        JsonNode waiting = platform.await(orchestrator, three, "has a browser and waits for a worker", job ->
                job.path("state").asText().equals("RUNNING") && job.path("waiting").path("kind").asText().equals("no-worker"));
        assertThat(waiting.path("waiting").path("reason").asText()).contains("no worker", first.address() + " is full", second.address() + " is full");

        platform.portals.cont();
        for (long id : new long[] {one, two, three}) {
            assertThat(platform.awaitState(orchestrator, id, "SUCCEEDED").path("attempt").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aWorkerThatIsKilledLosesItsAttemptAndAnotherDoesTheJob() throws IOException {
        long id = inPortal("EVT-300103");
        Worker killed = workerOf(id);
        long group = platform.number("select browser_process from job where id = " + id);

        killed.kill9();
        try {
            platform.await(orchestrator, id, "begins again", job -> job.path("attempt").asInt() == 2);
            assertThat(ProcessHandle.of(group)).as("the lost attempt's browser").isEmpty();
            platform.portals.clearFaults("evotel");

            JsonNode job = platform.awaitState(orchestrator, id, "SUCCEEDED");
            assertThat(job.path("attempt").asInt()).isEqualTo(2);
            assertThat(job.path("events").toString()).contains("worker-lost");
            assertThat(workerOf(id)).isNotEqualTo(killed);
        } finally {
            killed.restart();
        }
    }

    @Thorough
    @Test
    void aWorkerThatFrozeWritesNothingWhenItGoesOn() throws Exception {
        long id = inPortal("EVT-300104");
        Worker frozen = workerOf(id);

        frozen.stop();
        platform.await(orchestrator, id, "begins again", job -> job.path("attempt").asInt() == 2);
        long settled = platform.number("select max(seq) from job_event where attempt = 1 and kind = 'settled' and job_id = " + id);
        frozen.cont();

        Awaitility.await().atMost(TestPlatform.PATIENCE).until(() -> Files.readString(frozen.log()).contains("job/" + id + "/attempt/1 is stopped"));
        platform.portals.clearFaults("evotel");
        JsonNode job = platform.awaitState(orchestrator, id, "SUCCEEDED");
        assertThat(job.path("attempt").asInt()).isEqualTo(2);
        assertThat(platform.number("select count(*) from job_event where attempt = 1 and seq > " + settled + " and job_id = " + id))
                .as("events of the lost attempt after it was settled").isZero();
    }

    @Test
    void aWorkerThatIsToldToEndEndsItsJobFirst() throws Exception {
        long id = inPortal("EVT-300105");
        Worker ending = workerOf(id);
        ProcessHandle process = ProcessHandle.of(ending.pid()).orElseThrow();

        process.destroy();
        try {
            Awaitility.await().atMost(TestPlatform.PATIENCE).pollInterval(OFTEN).until(() -> platform.plainGet(ending.address().resolve("/q/health/ready")).statusCode() == 503);
            assertThat(process.isAlive()).isTrue();
            platform.portals.clearFaults("evotel");

            JsonNode job = platform.awaitState(orchestrator, id, "SUCCEEDED");
            assertThat(job.path("attempt").asInt()).isEqualTo(1);
            Awaitility.await().atMost(TestPlatform.PATIENCE).until(() -> !process.isAlive());
        } finally {
            ending.restart();
        }
    }

    @Thorough
    @Test
    void aJobThatIsCancelledIsStoppedAtItsWorker() throws Exception {
        long id = inPortal("EVT-300106");
        Worker worker = workerOf(id);

        platform.post(orchestrator, "/api/jobs/" + id + "/cancel", "{\"reason\": \"the customer stays\"}");

        JsonNode job = platform.awaitState(orchestrator, id, "CANCELLED");
        assertThat(job.path("attempt").asInt()).isEqualTo(1);
        platform.portals.clearFaults("evotel");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> jobsAt(worker) == 0);
    }

    @Thorough
    @Test
    void aWorkerWhoseOrchestratorIsKilledStopsTheFlowAndAnotherInstanceRecovers() throws Exception {
        long id = inPortal("EVT-300107");
        Worker worker = workerOf(id);

        orchestrator.kill9();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> jobsAt(worker) == 0);
            platform.portals.clearFaults("evotel");
            try (Orchestrator heir = platform.startOrchestrator("heir", withWorkers())) {
                JsonNode job = platform.awaitState(heir, id, "SUCCEEDED");
                assertThat(job.path("attempt").asInt()).isEqualTo(2);
                assertThat(job.path("events").toString()).contains("attempt-lost");
            }
        } finally {
            orchestrator.restart();
        }
    }

    /** Neither given nor fetched: not in its settings, not on its connections, not in its memory while it logs in with a code. */
    @Test
    void aWorkerHoldsNoCredential() throws Exception {
        platform.portals.faults("octotel", "{\"latency_ms\": 1000}");
        long id = platform.insertValidation("octotel", "OCT-300102");
        platform.await(orchestrator, id, "was asked for a code", job -> job.path("events").toString().contains("code of step"));
        Worker worker = workerOf(id);

        String given = Files.readString(Path.of("/proc/" + worker.pid() + "/cmdline")).replace('\0', '\n');
        assertThat(given).contains("rpa.roles=worker").doesNotContain("database", "secrets", "valkey", "evidence", platform.secrets.folder().toString());
        assertThat(remotePorts(worker.pid())).doesNotContain(platform.h2.address().getPort(), platform.valkey.address().getPort(), platform.s3.address().getPort());
        List<String> secrets = secrets();
        assertThat(secrets).hasSizeGreaterThan(5);
        assertThat(HeapText.of(worker.pid(), platform.folder().resolve("worker.hprof")).found(secrets)).isEmpty();
        platform.portals.clearFaults("octotel");
        platform.awaitState(orchestrator, id, "SUCCEEDED");
    }

    @Test
    void aWorkerThatIsGivenACredentialDoesNotStart() {
        assertThatThrownBy(() -> platform.startWorker("wrong", Map.of("rpa.database.url", "jdbc:h2:mem:x", "rpa.secrets.dir", "/etc", "rpa.keys.dir",
                platform.folder().resolve("keys").toString())))
                .hasMessageContaining("rpa.database.url is set").hasMessageContaining("rpa.secrets.dir is set").hasMessageContaining("holds signing-key.pem");
    }

    private List<String> secrets() throws IOException {
        try (Stream<Path> files = Files.list(platform.secrets.folder())) {
            // An account's name, the portal's address and what stands in other texts too is no proof.
            return files.filter(file -> file.getFileName().toString().matches(".*(password|totp-secret|login-keys)")).map(WorkersIT::text).filter(text -> text.length() > 7).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ports at the other end of a process's connections. */
    private static List<Integer> remotePorts(long pid) throws IOException {
        List<String> sockets;
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            sockets = files.map(WorkersIT::target).filter(target -> target.startsWith("socket:[")).map(target -> target.substring(8, target.length() - 1)).toList();
        }
        return Stream.of("tcp", "tcp6").flatMap(table -> text(Path.of("/proc/" + pid + "/net/" + table)).lines().skip(1)).map(line -> line.strip().split("\\s+"))
                .filter(columns -> sockets.contains(columns[9])).map(columns -> Integer.parseInt(columns[2].substring(columns[2].indexOf(':') + 1), 16)).toList();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private void slow(String fno) {
        platform.portals.faults(fno, "{\"latency_ms\": 1500}");
    }

    private long inPortal(String service) {
        slow("evotel");
        long id = platform.insertValidation("evotel", service);
        platform.await(orchestrator, id, "is in the portal", WorkersIT::isInPortal);
        return id;
    }

    private static boolean isInPortal(JsonNode job) {
        return job.path("step").asText().matches("(evotel|metrofiber)-.*");
    }

    private Worker workerOf(long id) {
        String last = platform.job(orchestrator, id).path("events").findValuesAsText("detail").stream().filter(text -> text.startsWith("the flow runs at worker "))
                .reduce((one, other) -> other).orElseThrow();
        return URI.create(last.substring("the flow runs at worker ".length())).getPort() == first.address().getPort() ? first : second;
    }

    private int jobsAt(Worker worker) {
        return (int) Double.parseDouble(platform.text(worker.address(), "/q/metrics").lines().filter(line -> line.startsWith("rpa_worker_jobs "))
                .map(line -> line.substring(line.indexOf(' ') + 1)).findFirst().orElseThrow());
    }
}
