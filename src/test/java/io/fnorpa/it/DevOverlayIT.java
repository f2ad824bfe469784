package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.ClusterPlatform;
import io.fnorpa.rig.PortForward;
import io.fnorpa.testing.Thorough;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kubernetes/overlays/dev} on the cluster that {@code KUBECONFIG} names, whole, and what becomes of jobs while its pods
 * and its node fail. Each test stands alone; the last looks at what service accounts did in all of them.
 */
@Tag("kubernetes")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DevOverlayIT {

    private final Instant begin = Instant.now();
    private DevOverlay overlay;
    private ClusterPlatform platform;
    private ClusterJobs jobs;

    @BeforeAll
    void install(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        overlay = new DevOverlay(folder);
        platform = overlay.platform;
        jobs = overlay.jobs;
    }

    @AfterEach
    void healPortals() {
        List.of("octotel", "evotel", "openserve", "metrofiber").forEach(platform::clearFaults);
    }

    /** As when somebody ends a demo: a browser with a session has an hour to end, and must not be given it. */
    @AfterAll
    void removeWhileABrowserIsAtWork() {
        try (DevOverlay installed = overlay) {
            if (installed == null) {
                return;
            }
            platform.faults("evotel", "{\"latency_ms\": 4000}");
            jobs.awaitAtPortal(jobs.insertValidation("evotel", "EVT-300108"));
        }
    }

    @Test
    @Order(1)
    void whoInstalledItIsToldThatAllIsWell() throws Exception {
        platform.ensureService("octotel", "OCT-300101");
        Awaitility.await().atMost(ClusterJobs.PATIENCE).until(() -> !overlay.client.pods().inNamespace(ClusterPlatform.BROWSERS)
                .withLabel("rpa.fnorpa.io/pool", "warm").withLabel("rpa.fnorpa.io/probe", "passed").list().getItems().isEmpty());
        String said = overlay.smoke("smoke", 0, "--job", "octotel", "validation", "service_id=OCT-300101");
        assertThat(said).contains("ok       octotel validation succeeds, and its evidence is whole", "ok       a browser runs without any privilege",
                "ok       no portal's invented address is left", " 0 failed");
    }

    /** To the API, and to a browser: no answer at all; to S3: none but that it wants TLS. */
    @Test
    @Order(1)
    void whoSpeaksWithoutTlsLearnsNothing() throws Exception {
        assertThatThrownBy(() -> DevOverlay.plain(platform.orchestrator(), "/q/health/ready")).isInstanceOf(IOException.class);
        String browser = overlay.client.pods().inNamespace(ClusterPlatform.BROWSERS).withLabel("rpa.fnorpa.io/pool", "warm").list().getItems().stream()
                .filter(pod -> "Running".equals(pod.getStatus().getPhase())).findFirst().orElseThrow().getMetadata().getName();
        try (PortForward way = PortForward.start(platform.kubectl(), overlay.folder, null, ClusterPlatform.BROWSERS, "pod/" + browser, "8080", "http")) {
            assertThatThrownBy(() -> DevOverlay.plain(way.address(), "/health/live")).isInstanceOf(IOException.class);
        }
        assertThat(DevOverlay.plain(platform.s3(), "/").statusCode()).isEqualTo(400);
    }

    @Thorough
    @Test
    @Order(1)
    void whoInstalledItIsToldWhatIsWrong() throws Exception {
        overlay.kubectl("-n", ClusterPlatform.SYSTEM, "patch", "configmap", "rpa-system-config", "-p", "{\"data\":{\"evidence-region\":\"x.example.invalid\"}}");
        overlay.kubectl("-n", ClusterPlatform.SYSTEM, "create", "rolebinding", "too-much", "--clusterrole=view", "--serviceaccount=rpa-browsers:browser-service");
        overlay.kubectl("-n", ClusterPlatform.BROWSERS, "create", "rolebinding", "too-much", "--clusterrole=view", "--serviceaccount=rpa-browsers:browser-service");
        try {
            String said = overlay.smoke("smoke-wrong", 1);
            assertThat(said).contains("FAILED   no example value is left", "ConfigMap rpa-system-config, key evidence-region", "FAILED   browsers may do nothing", " 2 failed");
        } finally {
            overlay.kubectl("-n", ClusterPlatform.SYSTEM, "patch", "configmap", "rpa-system-config", "-p", "{\"data\":{\"evidence-region\":\"us-east-1\"}}");
            overlay.kubectl("-n", ClusterPlatform.SYSTEM, "delete", "rolebinding", "too-much");
            overlay.kubectl("-n", ClusterPlatform.BROWSERS, "delete", "rolebinding", "too-much");
        }
    }

    @Test
    @Order(1)
    @Thorough
    void aJobOfEachFnoRunsUnderAUidOfNobody() {
        List<Long> all = List.of(jobs.insertValidation("octotel", "OCT-300102"), jobs.insertValidation("evotel", "EVT-300102"),
                jobs.insertValidation("openserve", "OSF-300102"), jobs.insertValidation("metrofiber", "MFN-300102"));
        all.forEach(job -> assertThat(jobs.awaitState(job, "SUCCEEDED").path("evidence")).isNotEmpty());
        overlay.awaitNoClaimedPod();
    }

    @Test
    @Order(1)
    void theJobOfAnOrchestratorPodThatIsDeletedIsDoneByTheNext() {
        platform.faults("evotel", "{\"latency_ms\": 4000}");
        long job = jobs.insertValidation("evotel", "EVT-300103");
        jobs.awaitAtPortal(job);
        overlay.kubectl("-n", ClusterPlatform.SYSTEM, "delete", "pod", "rpa-orchestrator-0", "--grace-period=0", "--force");
        platform.clearFaults("evotel");

        JsonNode ended = jobs.awaitState(job, "SUCCEEDED");
        assertThat(ended.path("attempt").asInt()).isEqualTo(2);
        overlay.awaitNoClaimedPod();
    }

    @Thorough
    @Test
    @Order(1)
    void noStepOfACodeIsGivenTwiceWhenValkeysPrimaryIsKilled() {
        platform.reset("octotel");
        List<Long> all = new ArrayList<>();
        all.add(jobs.insertValidation("octotel", "OCT-300104"));
        jobs.await(all.get(0), "begins", job -> job.path("attempt").asInt() > 0);
        String primary = overlay.primary();
        overlay.kubectl("-n", ClusterPlatform.SYSTEM, "delete", "pod", primary, "--grace-period=0", "--force");
        all.add(jobs.insertValidation("octotel", "OCT-300105"));

        all.forEach(job -> jobs.awaitState(job, "SUCCEEDED"));
        List<Long> steps = StreamSupport.stream(platform.ledger("octotel").path("codes").spliterator(), false)
                .map(code -> code.path("step").asLong()).toList();
        assertThat(steps).hasSizeGreaterThanOrEqualTo(all.size()).doesNotHaveDuplicates();
        Awaitility.await().atMost(ClusterJobs.PATIENCE).untilAsserted(() -> assertThat(overlay.primary()).startsWith("valkey-").isNotEqualTo(primary));
        overlay.awaitAllReady();
    }

    @Thorough
    @Test
    @Order(1)
    void aChangedSecretIsUsedWithoutARestart() {
        String restarts = overlay.restarts();
        overlay.changePassword("no-longer-right", "not");
        try {
            JsonNode refused = jobs.awaitState(jobs.insertValidation("evotel", "EVT-300106"), "REVIEW");
            assertThat(refused.path("error").path("code").asText()).isEqualTo("login-refused");
        } finally {
            overlay.changePassword("practice-Evo-2!w", "again");
        }
        jobs.awaitState(jobs.insertValidation("evotel", "EVT-300106"), "SUCCEEDED");
        assertThat(overlay.restarts()).isEqualTo(restarts);
    }

    @Thorough
    @Test
    @Order(1)
    void aChangedConfigMapIsUsedWithoutARestartAndAWrongOneIsNot() {
        String restarts = overlay.restarts();
        overlay.changeSettings("retry-delay", "11");
        overlay.awaitLog("Setting rpa.retry-delay is '11' now, and was '10'");
        overlay.changeSettings("retry-attempts", "none");
        overlay.awaitLog("rpa.retry-attempts with the config value \"none\"");
        overlay.changeSettings("retry-attempts", "3");
        overlay.changeSettings("retry-delay", "10");
        assertThat(overlay.restarts()).isEqualTo(restarts);
    }

    /** As docs/install-openshift.md has its reader mount them. */
    @Thorough
    @Test
    @Order(1)
    void flowsThatAreChangedInAConfigMapServeWithoutARestart() throws IOException {
        Path flows = overlay.copyFlows("evotel");
        overlay.mountFlows("evotel", flows);
        String restarts = overlay.restarts();
        String before = jobs.flowVersion("evotel");

        Path validation = flows.resolve("validation.camel.yaml");
        Files.writeString(validation, Files.readString(validation).replaceFirst("(?m)^    description: .*$", "    description: Edited in a ConfigMap"));
        overlay.applyFlows("evotel", flows);
        Awaitility.await().atMost(ClusterJobs.PATIENCE).until(() -> !jobs.flowVersion("evotel").equals(before));

        JsonNode ended = jobs.awaitState(jobs.insertValidation("evotel", "EVT-300106"), "SUCCEEDED");
        assertThat(ended.path("flow_version").asText()).isEqualTo(jobs.flowVersion("evotel"));
        assertThat(overlay.restarts()).isEqualTo(restarts);
    }

    /** Jobs need no kubelet once they have a warm pod; what it did not see it does later. */
    @Test
    @Order(1)
    @Thorough
    void whileTheKubeletIsAwayNoJobIsLostAndNoPodIsLeft() throws Exception {
        Optional<Kubelet> kubelet = Kubelet.of(overlay.kubeconfig);
        assumeTrue(kubelet.isPresent(), "the kubelet is no process of this machine that can be told from others");
        overlay.awaitAllReady();
        List<Long> all = new ArrayList<>();
        for (int n = 1; n <= 4; n++) {
            all.add(jobs.insertValidation("openserve", "OSF-30020" + n));
        }
        kubelet.get().stop(); // our own ways into the cluster go by it too
        try {
            Awaitility.await("the node is taken for dead").atMost(ClusterJobs.PATIENCE).until(() -> overlay.client.nodes().list().getItems().get(0).getStatus()
                    .getConditions().stream().anyMatch(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("Unknown")));
        } finally {
            kubelet.get().cont();
        }
        all.forEach(job -> jobs.awaitState(job, "SUCCEEDED"));
        overlay.awaitNoClaimedPod();
        overlay.awaitAllReady();
    }

    /** Each goes by the passwords that it was started with; what asks whether it is ready must too, or all of them fail at once. */
    @Test
    @Order(1)
    @Thorough
    void nodesOfValkeyAreReadyWhileTheirPasswordsChange() {
        Map<String, String> before = overlay.client.secrets().inNamespace(ClusterPlatform.SYSTEM).withName("valkey-users").get().getData();
        overlay.patchValkeyUsers("stringData", Map.of("valkey-password", "another", "replica-password", "another", "sentinel-password", "another"));
        try {
            for (String node : DevOverlay.VALKEY_NODES) {
                overlay.awaitFile(node, "valkey", "/etc/valkey/users/sentinel-password", "another");
                overlay.kubectl("-n", ClusterPlatform.SYSTEM, "exec", node, "-c", "valkey", "--", "sh", "-c", "/opt/valkey/ready && /opt/valkey/ready sentinel");
            }
        } finally {
            overlay.patchValkeyUsers("data", before);
        }
        overlay.awaitAllReady();
    }

    @Test
    @Order(1)
    void publicKeysAndCertificatesThatSomebodyChangedAreSetRight() {
        overlay.kubectl("-n", ClusterPlatform.BROWSERS, "patch", "configmap", "browser-public-keys", "-p", "{\"data\":{\"other.json\":\"by mistake\"}}");
        Map<String, String> broken = Map.of(ClusterPlatform.SYSTEM, "rpa-worker-tls", ClusterPlatform.BROWSERS, "browser-service-tls", ClusterPlatform.SANDBOX, "s3-tls");
        broken.forEach((namespace, secret) -> overlay.kubectl("-n", namespace, "patch", "secret", secret, "-p", "{\"stringData\":{\"tls.crt\":\"broken\"}}"));
        overlay.kubectl("-n", ClusterPlatform.SYSTEM, "delete", "job", "token-keys", "certificates", "--ignore-not-found");
        overlay.kubectl("apply", "-k", overlay.folder.toString());
        Awaitility.await().atMost(ClusterJobs.PATIENCE).untilAsserted(() ->
                assertThat(overlay.client.configMaps().inNamespace(ClusterPlatform.BROWSERS).withName("browser-public-keys").get().getData()).containsOnlyKeys("public-keys.json"));
        broken.forEach((namespace, secret) -> Awaitility.await(secret).atMost(ClusterJobs.PATIENCE).untilAsserted(() ->
                assertThat(overlay.certificate(namespace, secret)).startsWith("-----BEGIN CERTIFICATE")));
    }

    /** Comes last: what the tests before it did is looked at. */
    @Test
    @Order(2)
    void noCallWasRefusedAndNoRightWentUnused() throws IOException {
        Path audit = overlay.kubeconfig.resolveSibling("audit/audit.log");
        assumeTrue(Files.isReadable(audit), "this cluster's audit log is not at hand: " + audit);
        overlay.scaleThePool();
        List<String> namespaces = List.of(ClusterPlatform.SYSTEM, ClusterPlatform.BROWSERS, ClusterPlatform.SANDBOX);
        for (String account : List.of("rpa-orchestrator", "token-keys", "certificates")) {
            Set<String> granted = RightsUsed.granted(overlay.client, namespaces, ClusterPlatform.SYSTEM, account);
            assertThat(granted).as("rights of " + account).isNotEmpty();
            // Who scales looks at the Deployment again afterwards.
            Awaitility.await().atMost(ClusterJobs.PATIENCE).untilAsserted(() -> assertThat(RightsUsed.of(audit, begin, ClusterPlatform.SYSTEM, account).used())
                    .as("what " + account + " used of its rights").isEqualTo(granted));
            assertThat(RightsUsed.of(audit, begin, ClusterPlatform.SYSTEM, account).refused()).as("calls of " + account + " that were refused").isEmpty();
        }
        RightsUsed.Log browsers = RightsUsed.of(audit, begin, ClusterPlatform.BROWSERS, "browser-service");
        assertThat(Stream.concat(browsers.used().stream(), browsers.refused().stream())).as("calls of browsers").isEmpty();
    }

    /** Changes the platform, so it comes after all others. */
    @Test
    @Thorough
    @Order(3)
    void aWorkerPodThatIsDeletedInMidJobLeavesItToAnother() {
        platform.install(Checkout.find(), List.of("workers", "workers-tls"), System.out::println);
        platform.faults("evotel", "{\"latency_ms\": 4000}");
        long job = jobs.insertValidation("evotel", "EVT-300107");
        JsonNode running = jobs.await(job, "is at a worker", now -> now.path("events").toString().contains("the flow runs at worker https://"));
        jobs.awaitAtPortal(job);
        String address = running.path("events").toString().replaceAll("(?s).*the flow runs at worker https://([0-9.]+):.*", "$1");
        Pod worker = overlay.client.pods().inNamespace(ClusterPlatform.SYSTEM).withLabel("app.kubernetes.io/component", "worker").list().getItems().stream()
                .filter(pod -> address.equals(pod.getStatus().getPodIP())).findFirst().orElseThrow();
        overlay.kubectl("-n", ClusterPlatform.SYSTEM, "delete", "pod", worker.getMetadata().getName(), "--grace-period=0", "--force");
        platform.clearFaults("evotel");

        JsonNode ended = jobs.awaitState(job, "SUCCEEDED");
        assertThat(ended.path("attempt").asInt()).as(ended.toPrettyString()).isEqualTo(2);
        assertThat(ended.path("events").toString()).contains("worker-lost");
        overlay.awaitNoClaimedPod();
    }
}
