package io.fnorpa.it;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fnorpa.rig.Checkout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A browser pool in a namespace of its own, on the cluster that {@code KUBECONFIG} names: the Deployment of
 * {@code kubernetes/base}, with the requests of a small machine, allowed to reach practice portals.
 */
public final class ClusterPool implements AutoCloseable {

    public static final String DEPLOYMENT = "browser-pool";
    static final String IMAGE = System.getProperty("tests.browser-image", "localhost/fno-rpa/browser-service:1.0.0");

    public final KubernetesClient client = new KubernetesClientBuilder().build();
    public final String namespace = "rpa-it-" + UUID.randomUUID().toString().substring(0, 8);

    /** A namespace under Pod Security {@code restricted}, empty as yet. */
    public ClusterPool() {
        client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(namespace)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted").endMetadata().build()).create();
    }

    /** The public keys, as browser pods mount them. */
    void giveKeys(Path keysFolder) {
        try {
            client.configMaps().inNamespace(namespace).resource(new ConfigMapBuilder().withNewMetadata().withName("browser-public-keys").endMetadata()
                    .addToData("public-keys.json", Files.readString(keysFolder.resolve("public-keys.json"))).build()).create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the pool there, without pods; a test that wants it otherwise changes it. */
    public void deploy(UnaryOperator<Deployment> change) {
        List<HasMetadata> items = manifest();
        items.stream().filter(item -> !(item instanceof Deployment)).forEach(item -> {
            item.getMetadata().setNamespace(namespace);
            client.resource(item).inNamespace(namespace).create();
        });
        items.stream().filter(Deployment.class::isInstance).map(Deployment.class::cast).forEach(deployment ->
                client.apps().deployments().inNamespace(namespace).resource(change.apply(small(deployment))).create());
    }

    private static List<HasMetadata> manifest() {
        Path file = Checkout.find().root().resolve("kubernetes/base/browser-pool/browser-pool.yaml");
        try (KubernetesClient reader = new KubernetesClientBuilder().build()) {
            return reader.load(new ByteArrayInputStream(Files.readString(file).getBytes(StandardCharsets.UTF_8))).items();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Deployment small(Deployment deployment) {
        return new DeploymentBuilder(deployment)
                .editMetadata().withNamespace(namespace).endMetadata()
                .editSpec().withReplicas(0).editTemplate().editSpec().editFirstContainer()
                .withImage(IMAGE)
                .addNewEnv().withName("BROWSER_ALLOW_PRIVATE_ADDRESSES").withValue("true").endEnv()
                .editResources().addToRequests(Map.of("cpu", new Quantity("50m"), "memory", new Quantity("400Mi"))).endResources()
                .endContainer().endSpec().endTemplate().endSpec().build();
    }

    /** The address of this machine at which the node, and so its pods, find it. */
    String hostAddress() {
        String node = client.nodes().list().getItems().get(0).getStatus().getAddresses().stream()
                .filter(address -> "InternalIP".equals(address.getType())).map(NodeAddress::getAddress).findFirst().orElseThrow();
        try (DatagramSocket way = new DatagramSocket()) {
            way.connect(new InetSocketAddress(node, 1)); // sends nothing
            return way.getLocalAddress().getHostAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> settings() {
        return Map.of("rpa.browsers.mode", "kubernetes", "rpa.browsers.kubernetes.namespace", namespace,
                "rpa.browsers.kubernetes.deployment", DEPLOYMENT);
    }

    public List<Pod> pods() {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    public List<Pod> pods(String state) {
        return client.pods().inNamespace(namespace).withLabel("rpa.fnorpa.io/pool", state).list().getItems();
    }

    /** As if its node had died under it: it gets no time to end. */
    void kill(String pod) {
        client.pods().inNamespace(namespace).withName(pod).withGracePeriod(1).delete();
    }

    /** Nothing of it is left afterwards. */
    @Override
    public void close() {
        try {
            pods().forEach(pod -> kill(pod.getMetadata().getName()));
            client.namespaces().withName(namespace).delete();
            client.namespaces().withName(namespace).waitUntilCondition(left -> left == null, 60, TimeUnit.SECONDS);
        } finally {
            client.close();
        }
    }
}
