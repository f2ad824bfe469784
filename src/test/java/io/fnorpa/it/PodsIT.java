package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.testing.Thorough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs in browser pods on a real cluster; the orchestrators are processes of this machine, as a developer runs them. */
@Thorough
@Tag("kubernetes")
class PodsIT {

    private static final Duration A_WHILE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private ClusterPool pool;
    private TestPlatform platform;

    @BeforeEach
    void begin() {
        pool = new ClusterPool();
        platform = new TestPlatform(folder, pool.hostAddress());
        pool.giveKeys(platform.keys());
    }

    @AfterEach
    void end() {
        if (platform != null) {
            platform.close();
        }
        pool.close();
    }

    private Orchestrator start(String instance, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(pool.settings());
        settings.put("rpa.browsers.kubernetes.pool.min-instances", "0");
        settings.put("rpa.browsers.kubernetes.pool.hold-down", "20s");
        settings.put("rpa.browsers.kubernetes.pool.interval", "500ms");
        settings.put("rpa.browsers.kubernetes.sweep-interval", "1s");
        settings.putAll(more);
        return platform.startOrchestrator(instance, settings);
    }

    private void awaitNoClaimedPod() {
        Awaitility.await().atMost(A_WHILE).untilAsserted(() -> assertThat(pool.pods("claimed")).isEmpty());
    }

    private Pod awaitClaimedPod() {
        Awaitility.await().atMost(A_WHILE).until(() -> !pool.pods("claimed").isEmpty());
        return pool.pods("claimed").get(0);
    }

    @Test
    void aJobOfEachFnoRunsInAPodOfItsOwnFromAnEmptyPool() {
        pool.deploy(UnaryOperator.identity());
        try (Orchestrator orchestrator = start("one", Map.of())) {
            List<Long> jobs = List.of(platform.insertValidation("octotel", "OCT-300102"), platform.insertValidation("evotel", "EVT-300102"),
                    platform.insertValidation("openserve", "OSF-300102"), platform.insertValidation("metrofiber", "MFN-300102"));
            jobs.forEach(job -> platform.awaitState(orchestrator, job, "SUCCEEDED"));

            awaitNoClaimedPod();
            List<String> pods = jobs.stream().map(job -> platform.word("select browser_instance from job where id = " + job)).toList();
            assertThat(pods).doesNotHaveDuplicates().allMatch(pod -> pod.startsWith("browser-pool-"));
            Awaitility.await("the pool shrinks when nothing is wanted").atMost(A_WHILE)
                    .untilAsserted(() -> assertThat(pool.pods()).isEmpty());
        }
    }

    @Test
    void aPodThatIsKilledInMidJobIsSeenAtOnceAndTheJobTriedAgain() {
        pool.deploy(UnaryOperator.identity());
        try (Orchestrator orchestrator = start("one", Map.of())) {
            platform.portals.faults("octotel", "{\"latency_ms\": 4000}");
            long job = platform.insertValidation("octotel", "OCT-300102");
            platform.await(orchestrator, job, "is at the portal", view -> !view.path("step").asText("").isEmpty());
            Pod pod = awaitClaimedPod();
            pool.kill(pod.getMetadata().getName());
            platform.portals.clearFaults("octotel");

            JsonNode ended = platform.awaitState(orchestrator, job, "SUCCEEDED");
            assertThat(ended.path("attempt").asInt()).isEqualTo(2);
            assertThat(ended.path("events").toString()).contains(pod.getMetadata().getName() + " is lost: ");
            awaitNoClaimedPod();
        }
    }

    @Test
    void theJobOfAKilledOrchestratorIsRecoveredAfterItsPodHasEnded() {
        pool.deploy(UnaryOperator.identity());
        Orchestrator first = start("one", Map.of());
        platform.portals.faults("octotel", "{\"latency_ms\": 4000}");
        long job = platform.insertValidation("octotel", "OCT-300102");
        String lost = awaitClaimedPod().getMetadata().getName();
        platform.await(first, job, "is at the portal", view -> !view.path("step").asText("").isEmpty());
        first.kill9();
        platform.portals.clearFaults("octotel");
        try (Orchestrator second = start("two", Map.of())) {
            JsonNode ended = platform.awaitState(second, job, "SUCCEEDED");
            assertThat(ended.path("attempt").asInt()).isEqualTo(2);
            assertThat(pool.pods()).noneMatch(pod -> pod.getMetadata().getName().equals(lost));
            awaitNoClaimedPod();
        }
    }

    @Test
    void aPodThatNoJobHoldsIsSwept() {
        pool.deploy(deployment -> new DeploymentBuilder(deployment).editSpec().withReplicas(1).endSpec().build());
        Awaitility.await().atMost(A_WHILE).until(() -> !pool.pods("warm").isEmpty());
        String orphan = pool.pods("warm").get(0).getMetadata().getName();
        pool.client.pods().inNamespace(pool.namespace).withName(orphan).edit(pod -> {
            pod.getMetadata().getLabels().putAll(Map.of("rpa.fnorpa.io/pool", "claimed", "rpa.fnorpa.io/job", "4711", "rpa.fnorpa.io/attempt", "1"));
            return pod;
        });
        try (Orchestrator orchestrator = start("one", Map.of())) {
            awaitNoClaimedPod();
        }
    }

    @Test
    void aQuotaThatIsExceededIsTheReasonThatJobsShow() {
        pool.client.resourceQuotas().inNamespace(pool.namespace).resource(new ResourceQuotaBuilder().withNewMetadata().withName("none").endMetadata()
                .withNewSpec().addToHard("pods", new Quantity("0")).endSpec().build()).create();
        pool.deploy(UnaryOperator.identity());
        theReasonIs("exceeded quota");
        pool.client.resourceQuotas().inNamespace(pool.namespace).withName("none").delete();
    }

    /** Shown by the job, no attempt spent, no lane closed, no further job taken on. */
    private void theReasonIs(String words) {
        try (Orchestrator orchestrator = start("one", Map.of("rpa.browsers.ready-timeout", "10s"))) {
            long first = platform.insertValidation("octotel", "OCT-300102");
            platform.await(orchestrator, first, "says why it waits", job -> job.path("waiting").path("reason").asText("").contains(words));
            platform.await(orchestrator, first, "goes back to the queue", job -> job.path("state").asText().equals("PENDING"));
            JsonNode waiting = platform.await(orchestrator, first, "still says why", job -> job.path("waiting").path("reason").asText("").contains(words));

            assertThat(waiting.path("attempt").asInt()).isZero();
            assertThat(waiting.path("waiting").path("kind").asText()).isEqualTo("no-browser");
            assertThat(platform.text(orchestrator, "/api/lanes")).contains("FLOWING").doesNotContain("CLOSED");
        }
    }
}
