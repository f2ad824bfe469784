package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.ClusterPlatform;
import io.fnorpa.rig.Kubectl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** {@code kubernetes/overlays/dev} on the cluster that {@code KUBECONFIG} names, and what is done to it and seen of it from outside. */
final class DevOverlay implements AutoCloseable {

    static final List<String> VALKEY_NODES = List.of("valkey-0", "valkey-1", "valkey-2");

    final KubernetesClient client = new KubernetesClientBuilder().build();
    final Path kubeconfig = Path.of(System.getenv("KUBECONFIG"));
    final Path folder;
    final ClusterPlatform platform;
    final ClusterJobs jobs;

    /** Installs it. @param folder for what is written meanwhile */
    DevOverlay(Path folder) {
        this.folder = folder;
        Path kubectl = Optional.ofNullable(System.getenv("RPA_KUBECTL")).map(Path::of).orElse(Path.of("kubectl"));
        platform = new ClusterPlatform(new Kubectl(kubectl, kubeconfig), folder, Optional.empty());
        try {
            platform.install(Checkout.find(), System.out::println);
            jobs = new ClusterJobs(platform);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        platform.remove();
        client.close();
    }

    /** A call without TLS, wherever its scheme leads. */
    static HttpResponse<String> plain(URI part, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://" + part.getHost() + ":" + part.getPort() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    /** Such as {@code valkey-1}; empty while nobody knows. */
    String primary() {
        for (String node : VALKEY_NODES) {
            Kubectl.Said said = platform.kubectl().say("-n", ClusterPlatform.SYSTEM, "exec", node, "-c", "valkey", "--", "sh", "-c",
                    ". /opt/valkey/common; ask_sentinel 127.0.0.1 sentinel get-master-addr-by-name rpa | head -n 1");
            if (said.ok() && said.text().startsWith("valkey-")) {
                return said.text().substring(0, said.text().indexOf('.'));
            }
        }
        return "";
    }

    void changePassword(String password, String word) {
        kubectl("-n", ClusterPlatform.SYSTEM, "patch", "secret", "fno-credentials", "-p", "{\"stringData\":{\"evotel-password\":\"" + password + "\"}}");
        // A pod that changes has its volumes looked at at once; otherwise the kubelet does so every minute.
        kubectl("-n", ClusterPlatform.SYSTEM, "annotate", "pod", "rpa-orchestrator-0", "--overwrite", "rpa.fnorpa.io/test=" + word);
        awaitFile("rpa-orchestrator-0", "orchestrator", "/etc/rpa/secrets/evotel-password", password);
    }

    /** @param field of a Secret: {@code stringData}, or {@code data} with its values encoded */
    void patchValkeyUsers(String field, Map<String, String> users) {
        String values = users.entrySet().stream().map(user -> "\"" + user.getKey() + "\":\"" + user.getValue() + "\"").collect(Collectors.joining(","));
        kubectl("-n", ClusterPlatform.SYSTEM, "patch", "secret", "valkey-users", "-p", "{\"" + field + "\":{" + values + "}}");
        VALKEY_NODES.forEach(node -> kubectl("-n", ClusterPlatform.SYSTEM, "annotate", "pod", node, "--overwrite", "rpa.fnorpa.io/test=" + field));
    }

    void awaitFile(String pod, String container, String path, String content) {
        Awaitility.await().atMost(ClusterJobs.PATIENCE).until(() ->
                kubectl("-n", ClusterPlatform.SYSTEM, "exec", pod, "-c", container, "--", "cat", path).equals(content));
    }

    void changeSettings(String key, String value) {
        kubectl("-n", ClusterPlatform.SYSTEM, "patch", "configmap", "rpa-system-config", "-p", "{\"data\":{\"" + key + "\":\"" + value + "\"}}");
        kubectl("-n", ClusterPlatform.SYSTEM, "annotate", "pod", "rpa-orchestrator-0", "--overwrite", "rpa.fnorpa.io/test=" + key + value);
    }

    /** @return a copy of an FNO's folder, to be edited */
    Path copyFlows(String fno) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("flows").resolve(fno));
        try (Stream<Path> files = Files.list(Checkout.find().root().resolve("fno-flows").resolve(fno))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    /** As a ConfigMap over the image's own, which is a restart; {@link #applyFlows} is none. */
    void mountFlows(String fno, Path flows) {
        String name = "flows-" + fno;
        kubectl("-n", ClusterPlatform.SYSTEM, "create", "configmap", name, "--from-file=" + flows);
        kubectl("-n", ClusterPlatform.SYSTEM, "patch", "statefulset", "rpa-orchestrator", "--type=json", "-p", ("["
                + "{'op': 'add', 'path': '/spec/template/spec/volumes/-', 'value': {'name': '%1$s', 'configMap': {'name': '%1$s'}}},"
                + "{'op': 'add', 'path': '/spec/template/spec/containers/0/volumeMounts/-',"
                + " 'value': {'name': '%1$s', 'mountPath': '/opt/rpa/fno-flows/%2$s', 'readOnly': true}}]").formatted(name, fno).replace('\'', '"'));
        kubectl("-n", ClusterPlatform.SYSTEM, "rollout", "status", "statefulset/rpa-orchestrator", "--timeout=5m");
        awaitAllReady();
    }

    void applyFlows(String fno, Path flows) throws IOException {
        String name = "flows-" + fno;
        String text = kubectl("-n", ClusterPlatform.SYSTEM, "create", "configmap", name, "--from-file=" + flows, "--dry-run=client", "-o", "yaml");
        kubectl("replace", "-f", Files.writeString(folder.resolve(name + ".yaml"), text).toString());
        kubectl("-n", ClusterPlatform.SYSTEM, "annotate", "pod", "rpa-orchestrator-0", "--overwrite", "rpa.fnorpa.io/test=" + name);
    }

    void awaitLog(String words) {
        Awaitility.await().atMost(ClusterJobs.PATIENCE).until(() ->
                kubectl("-n", ClusterPlatform.SYSTEM, "logs", "rpa-orchestrator-0", "-c", "orchestrator").contains(words));
    }

    String restarts() {
        return kubectl("-n", ClusterPlatform.SYSTEM, "get", "pods", "-l", "app.kubernetes.io/component=orchestrator",
                "-o", "jsonpath={.items[*].metadata.uid} {.items[*].status.containerStatuses[*].restartCount}");
    }

    String certificate(String namespace, String secret) {
        String encoded = client.secrets().inNamespace(namespace).withName(secret).get().getData().get("tls.crt");
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII);
    }

    /** More jobs than the platform takes on at a time: another browser is wanted for those that wait. */
    void scaleThePool() {
        for (int n = 1; n <= 4; n++) {
            jobs.insertValidation("metrofiber", "MFN-30030" + n);
        }
        Awaitility.await("more than one warm browser is wanted").atMost(ClusterJobs.PATIENCE).until(() ->
                client.apps().deployments().inNamespace(ClusterPlatform.BROWSERS).withName("browser-pool").get().getSpec().getReplicas() > 1);
    }

    String kubectl(String... arguments) {
        return platform.kubectl().text(arguments);
    }

    /** What bin/smoke says. */
    String smoke(String name, int exitCode, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(Checkout.find().root().resolve("bin/smoke").toString(), "--kubeconfig", kubeconfig.toString(), "--no-network-policies"));
        command.addAll(List.of(more));
        Path said = folder.resolve(name + ".txt");
        Process smoke = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(smoke.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(smoke.exitValue()).as(Files.readString(said)).isEqualTo(exitCode);
        return Files.readString(said);
    }

    void awaitNoClaimedPod() {
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(client.pods().inNamespace(ClusterPlatform.BROWSERS)
                .withLabel("rpa.fnorpa.io/pool", "claimed").list().getItems().stream().map(Pod::getMetadata)).isEmpty());
    }

    void awaitAllReady() {
        Awaitility.await().atMost(ClusterJobs.PATIENCE).untilAsserted(() -> assertThat(platform.trouble()).isEmpty());
    }
}
