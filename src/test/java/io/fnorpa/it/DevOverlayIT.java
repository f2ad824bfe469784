package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.ClusterPlatform;
import io.fnorpa.rig.Kubectl;
import io.fnorpa.testing.Thorough;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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


    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final Instant begin = Instant.now();
    private Path kubeconfig;
    private Path folder;
    private ClusterPlatform platform;
    private ClusterJobs jobs;

    @BeforeAll
    void install(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        this.folder = folder;
        kubeconfig = Path.of(System.getenv("KUBECONFIG"));
        platform = new ClusterPlatform(new Kubectl(kubectlProgram(), kubeconfig), folder, Optional.empty());
        platform.install(Checkout.find(), System.out::println);
        jobs = new ClusterJobs(platform);
    }

    private static Path kubectlProgram() {
        return Optional.ofNullable(System.getenv("RPA_KUBECTL")).map(Path::of).orElse(Path.of("kubectl"));
    }

    @AfterEach
    void healPortals() {
        List.of("octotel", "evotel", "openserve", "metrofiber").forEach(platform::clearFaults);
    }

    @AfterAll
    void remove() {
        if (platform != null) {
            platform.remove();
        }
        client.close();
    }

    @Test
    @Order(1)
    void whoInstalledItIsToldThatAllIsWell() throws Exception {
        platform.ensureService("octotel", "OCT-300101");
        Awaitility.await().atMost(ClusterJobs.PATIENCE).until(() -> !client.pods().inNamespace(ClusterPlatform.BROWSERS)
                .withLabel("rpa.fnorpa.io/pool", "warm").withLabel("rpa.fnorpa.io/probe", "passed").list().getItems().isEmpty());
        String said = smoke("smoke", 0, "--job", "octotel", "validation", "service_id=OCT-300101");
        assertThat(said).contains("ok       octotel validation succeeds, and its evidence is whole", "ok       a browser runs without any privilege", " 0 failed");
    }

    @Thorough
    @Test
    @Order(1)
    void whoInstalledItIsToldWhatIsWrong() throws Exception {
        kubectl("-n", ClusterPlatform.SYSTEM, "patch", "configmap", "rpa-system-config", "-p", "{\"data\":{\"evidence-region\":\"x.example.invalid\"}}");
        kubectl("-n", ClusterPlatform.SYSTEM, "create", "rolebinding", "too-much", "--clusterrole=view", "--serviceaccount=rpa-browsers:browser-service");
        kubectl("-n", ClusterPlatform.BROWSERS, "create", "rolebinding", "too-much", "--clusterrole=view", "--serviceaccount=rpa-browsers:browser-service");
        try {
            String said = smoke("smoke-wrong", 1);
            assertThat(said).contains("FAILED   no example value is left", "ConfigMap rpa-system-config, key evidence-region", "FAILED   browsers may do nothing", " 2 failed");
        } finally {
            kubectl("-n", ClusterPlatform.SYSTEM, "patch", "configmap", "rpa-system-config", "-p", "{\"data\":{\"evidence-region\":\"us-east-1\"}}");
            kubectl("-n", ClusterPlatform.SYSTEM, "delete", "rolebinding", "too-much");
            kubectl("-n", ClusterPlatform.BROWSERS, "delete", "rolebinding", "too-much");
        }
    }

    @Test
    @Order(1)
    @Thorough
    void aJobOfEachFnoRunsUnderAUidOfNobody() {
        List<Long> all = List.of(jobs.insertValidation("octotel", "OCT-300102"), jobs.insertValidation("evotel", "EVT-300102"),
                jobs.insertValidation("openserve", "OSF-300102"), jobs.insertValidation("metrofiber", "MFN-300102"));
        all.forEach(job -> assertThat(jobs.awaitState(job, "SUCCEEDED").path("evidence")).isNotEmpty());
        awaitNoClaimedPod();
    }

    @Test
    @Order(1)
    void theJobOfAnOrchestratorPodThatIsDeletedIsDoneByTheNext() {
        platform.faults("evotel", "{\"latency_ms\": 4000}");
        long job = jobs.insertValidation("evotel", "EVT-300103");
        jobs.awaitAtPortal(job);
        kubectl("-n", ClusterPlatform.SYSTEM, "delete", "pod", "rpa-orchestrator-0", "--grace-period=0", "--force");
        platform.clearFaults("evotel");

        JsonNode ended = jobs.awaitState(job, "SUCCEEDED");
        assertThat(ended.path("attempt").asInt()).isEqualTo(2);
        awaitNoClaimedPod();
    }

    @Thorough
    @Test
    @Order(1)
    void noStepOfACodeIsGivenTwiceWhenValkeysPrimaryIsKilled() {
        platform.reset("octotel");
        List<Long> all = new ArrayList<>();
        all.add(jobs.insertValidation("octotel", "OCT-300104"));
        jobs.await(all.get(0), "begins", job -> job.path("attempt").asInt() > 0);
        String primary = primary();
        kubectl("-n", ClusterPlatform.SYSTEM, "delete", "pod", primary, "--grace-period=0", "--force");
        all.add(jobs.insertValidation("octotel", "OCT-300105"));

        all.forEach(job -> jobs.awaitState(job, "SUCCEEDED"));
        List<Long> steps = StreamSupport.stream(platform.ledger("octotel").path("codes").spliterator(), false)
                .map(code -> code.path("step").asLong()).toList();
        assertThat(steps).hasSizeGreaterThanOrEqualTo(all.size()).doesNotHaveDuplicates();
        Awaitility.await().atMost(ClusterJobs.PATIENCE).untilAsserted(() -> assertThat(primary()).startsWith("valkey-").isNotEqualTo(primary));
        awaitAllReady();
    }

    /** Such as {@code valkey-1}; empty while nobody knows. */
    private String primary() {
        for (String node : List.of("valkey-0", "valkey-1", "valkey-2")) {
            Kubectl.Said said = platform.kubectl().say("-n", ClusterPlatform.SYSTEM, "exec", node, "-c", "valkey", "--", "sh", "-c",
                    ". /opt/valkey/common; ask_sentinel 127.0.0.1 sentinel get-master-addr-by-name rpa | head -n 1");
            if (said.ok() && said.text().startsWith("valkey-")) {
                return said.text().substring(0, said.text().indexOf('.'));
            }
        }
        return "";
    }

    @Thorough
    @Test
    @Order(1)
    void aChangedSecretIsUsedWithoutARestart() {
        String restarts = restarts();
        changePassword("no-longer-right", "not");
        try {
            JsonNode refused = jobs.awaitState(jobs.insertValidation("evotel", "EVT-300106"), "REVIEW");
            assertThat(refused.path("error").path("code").asText()).isEqualTo("login-refused");
        } finally {
            changePassword("practice-Evo-2!w", "again");
        }
        jobs.awaitState(jobs.insertValidation("evotel", "EVT-300106"), "SUCCEEDED");
        assertThat(restarts()).isEqualTo(restarts);
    }

    private void changePassword(String password, String word) {
        kubectl("-n", ClusterPlatform.SYSTEM, "patch", "secret", "fno-credentials", "-p", "{\"stringData\":{\"evotel-password\":\"" + password + "\"}}");
        // A pod that changes has its volumes looked at at once; otherwise the kubelet does so every minute.
        kubectl("-n", ClusterPlatform.SYSTEM, "annotate", "pod", "rpa-orchestrator-0", "--overwrite", "rpa.fnorpa.io/test=" + word);
        Awaitility.await().atMost(ClusterJobs.PATIENCE).until(() -> kubectl("-n", ClusterPlatform.SYSTEM, "exec", "rpa-orchestrator-0", "-c", "orchestrator",
                "--", "cat", "/etc/rpa/secrets/evotel-password").equals(password));
    }

    @Thorough
    @Test
    @Order(1)
    void aChangedConfigMapIsUsedWithoutARestartAndAWrongOneIsNot() {
        String restarts = restarts();
        changeSettings("retry-delay", "11");
        awaitLog("Setting rpa.retry-delay is '11' now, and was '10'");
        changeSettings("retry-attempts", "none");
        awaitLog("rpa.retry-attempts with the config value \"none\"");
        changeSettings("retry-attempts", "3");
        changeSettings("retry-delay", "10");
        assertThat(restarts()).isEqualTo(restarts);
    }

    private void changeSettings(String key, String value) {
        kubectl("-n", ClusterPlatform.SYSTEM, "patch", "configmap", "rpa-system-config", "-p", "{\"data\":{\"" + key + "\":\"" + value + "\"}}");
        kubectl("-n", ClusterPlatform.SYSTEM, "annotate", "pod", "rpa-orchestrator-0", "--overwrite", "rpa.fnorpa.io/test=" + key + value);
    }

    private void awaitLog(String words) {
        Awaitility.await().atMost(ClusterJobs.PATIENCE).until(() ->
                kubectl("-n", ClusterPlatform.SYSTEM, "logs", "rpa-orchestrator-0", "-c", "orchestrator").contains(words));
    }

    private String restarts() {
        return kubectl("-n", ClusterPlatform.SYSTEM, "get", "pods", "-l", "app.kubernetes.io/component=orchestrator",
                "-o", "jsonpath={.items[*].metadata.uid} {.items[*].status.containerStatuses[*].restartCount}");
    }

    /** Jobs need no kubelet once they have a warm pod; what it did not see it does later. */
    @Test
    @Order(1)
    @Thorough
    void whileTheKubeletIsAwayNoJobIsLostAndNoPodIsLeft() throws Exception {
        List<Long> kubelets = kubelets();
        assumeTrue(kubelets.size() == 1, "the kubelet is no process of this machine that can be told from others");
        awaitAllReady();
        List<Long> all = new ArrayList<>();
        for (int n = 1; n <= 4; n++) {
            all.add(jobs.insertValidation("openserve", "OSF-30020" + n));
        }
        signal("STOP", kubelets.get(0)); // our own ways into the cluster go by it too
        try {
            Awaitility.await("the node is taken for dead").atMost(ClusterJobs.PATIENCE).until(() -> client.nodes().list().getItems().get(0).getStatus()
                    .getConditions().stream().anyMatch(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("Unknown")));
        } finally {
            signal("CONT", kubelets.get(0));
        }
        all.forEach(job -> jobs.awaitState(job, "SUCCEEDED"));
        awaitNoClaimedPod();
        awaitAllReady();
    }

    /** Of the cluster whose folder KUBECONFIG is in: its processes see that folder as /mnt. */
    private List<Long> kubelets() {
        return ProcessHandle.allProcesses().filter(process -> process.info().command().orElse("").endsWith("/kubelet"))
                .map(ProcessHandle::pid).filter(pid -> Files.exists(Path.of("/proc", pid.toString(), "root/mnt/node.pid")))
                .filter(pid -> isSame(Path.of("/proc", pid.toString(), "root/mnt/kubeconfig"))).toList();
    }

    private boolean isSame(Path seenByAProcess) {
        try {
            return Files.isSameFile(seenByAProcess, kubeconfig);
        } catch (IOException e) {
            return false;
        }
    }

    private static void signal(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start().waitFor();
    }

    @Test
    @Order(1)
    void publicKeysAndCertificatesThatSomebodyChangedAreSetRight() {
        kubectl("-n", ClusterPlatform.BROWSERS, "patch", "configmap", "browser-public-keys", "-p", "{\"data\":{\"other.json\":\"by mistake\"}}");
        for (String secret : List.of(ClusterPlatform.SYSTEM + "/rpa-worker-tls", ClusterPlatform.BROWSERS + "/browser-service-tls", ClusterPlatform.SANDBOX + "/s3-tls")) {
            kubectl("-n", secret.split("/")[0], "patch", "secret", secret.split("/")[1], "-p", "{\"stringData\":{\"tls.crt\":\"broken\"}}");
        }
        kubectl("-n", ClusterPlatform.SYSTEM, "delete", "job", "token-keys", "certificates", "--ignore-not-found");
        kubectl("apply", "-k", folder.toString());
        Awaitility.await().atMost(ClusterJobs.PATIENCE).untilAsserted(() ->
                assertThat(client.configMaps().inNamespace(ClusterPlatform.BROWSERS).withName("browser-public-keys").get().getData()).containsOnlyKeys("public-keys.json"));
        Awaitility.await().atMost(ClusterJobs.PATIENCE).untilAsserted(() -> assertThat(new String(Base64.getDecoder().decode(client.secrets()
                .inNamespace(ClusterPlatform.SANDBOX).withName("s3-tls").get().getData().get("tls.crt")), StandardCharsets.US_ASCII)).contains("BEGIN CERTIFICATE"));
    }

    /** Comes last: what the tests before it did is looked at. */
    @Test
    @Order(2)
    void noCallWasRefusedAndNoRightWentUnused() throws IOException {
        Path audit = kubeconfig.resolveSibling("audit/audit.log");
        assumeTrue(Files.isReadable(audit), "this cluster's audit log is not at hand: " + audit);
        scaleThePool();
        List<String> namespaces = List.of(ClusterPlatform.SYSTEM, ClusterPlatform.BROWSERS, ClusterPlatform.SANDBOX);
        for (String account : List.of("rpa-orchestrator", "token-keys", "certificates")) {
            RightsUsed.Log log = RightsUsed.of(audit, begin, ClusterPlatform.SYSTEM, account);
            Set<String> granted = RightsUsed.granted(client, namespaces, ClusterPlatform.SYSTEM, account);

            assertThat(log.refused()).as("calls of " + account + " that were refused").isEmpty();
            assertThat(granted).as("rights of " + account + " against what it used").isNotEmpty().isEqualTo(log.used());
        }
        for (String account : List.of("browser-service")) {
            RightsUsed.Log log = RightsUsed.of(audit, begin, ClusterPlatform.BROWSERS, account);
            assertThat(Stream.concat(log.used().stream(), log.refused().stream())).as("calls of " + account).isEmpty();
        }
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
        Pod worker = client.pods().inNamespace(ClusterPlatform.SYSTEM).withLabel("app.kubernetes.io/component", "worker").list().getItems().stream()
                .filter(pod -> address.equals(pod.getStatus().getPodIP())).findFirst().orElseThrow();
        kubectl("-n", ClusterPlatform.SYSTEM, "delete", "pod", worker.getMetadata().getName(), "--grace-period=0", "--force");
        platform.clearFaults("evotel");

        JsonNode ended = jobs.awaitState(job, "SUCCEEDED");
        assertThat(ended.path("attempt").asInt()).isEqualTo(2);
        assertThat(ended.path("events").toString()).contains("worker-lost");
        awaitNoClaimedPod();
    }

    /** More jobs than the platform takes on at a time: another browser is wanted for those that wait. */
    private void scaleThePool() {
        for (int n = 1; n <= 4; n++) {
            jobs.insertValidation("metrofiber", "MFN-30030" + n);
        }
        Awaitility.await("more than one warm browser is wanted").atMost(ClusterJobs.PATIENCE).until(() ->
                client.apps().deployments().inNamespace(ClusterPlatform.BROWSERS).withName("browser-pool").get().getSpec().getReplicas() > 1);
    }

    private String kubectl(String... arguments) {
        return platform.kubectl().text(arguments);
    }

    /** What bin/smoke says. */
    private String smoke(String name, int exitCode, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(Checkout.find().root().resolve("bin/smoke").toString(), "--kubeconfig", kubeconfig.toString(), "--no-network-policies"));
        command.addAll(List.of(more));
        Path said = folder.resolve(name + ".txt");
        Process smoke = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(smoke.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(smoke.exitValue()).as(Files.readString(said)).isEqualTo(exitCode);
        return Files.readString(said);
    }

    private void awaitNoClaimedPod() {
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(client.pods().inNamespace(ClusterPlatform.BROWSERS)
                .withLabel("rpa.fnorpa.io/pool", "claimed").list().getItems().stream().map(Pod::getMetadata)).isEmpty());
    }

    private void awaitAllReady() {
        Awaitility.await().atMost(ClusterJobs.PATIENCE).untilAsserted(() -> assertThat(platform.trouble()).isEmpty());
    }
}
