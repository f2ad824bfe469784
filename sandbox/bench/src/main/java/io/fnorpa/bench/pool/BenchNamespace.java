package io.fnorpa.bench.pool;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fnorpa.rig.Checkout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A browser pool of {@code kubernetes/base} in a namespace of its own on the cluster that {@code KUBECONFIG} names; gone when it is closed. */
final class BenchNamespace implements AutoCloseable {

    static final String DEPLOYMENT = "browser-pool";
    private static final String MANIFEST = "kubernetes/base/browser-pool/browser-pool.yaml";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    final KubernetesClient client = new KubernetesClientBuilder().build();
    final String name = "rpa-bench-" + UUID.randomUUID().toString().substring(0, 6);

    private final Thread atTheEnd = new Thread(this::delete, "delete namespace");

    BenchNamespace() {
        Runtime.getRuntime().addShutdownHook(atTheEnd); // for Ctrl-C
        client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted").endMetadata().build()).create();
    }

    void giveKeys(Path publicKeys) {
        try {
            client.configMaps().inNamespace(name).resource(new ConfigMapBuilder().withNewMetadata().withName("browser-public-keys").endMetadata()
                    .addToData("public-keys.json", Files.readString(publicKeys)).build()).create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deploy(Checkout checkout, UnaryOperator<Deployment> change) {
        try {
            String manifest = Files.readString(checkout.root().resolve(MANIFEST));
            for (HasMetadata item : client.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))).items()) {
                item.getMetadata().setNamespace(name);
                client.resource(item instanceof Deployment deployment ? change.apply(deployment) : item).inNamespace(name).create();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Pod> pods() {
        return client.pods().inNamespace(name).list().getItems();
    }

    void scale(int pods) {
        client.apps().deployments().inNamespace(name).withName(DEPLOYMENT).scale(pods);
    }

    void delete(Pod pod) {
        client.pods().inNamespace(name).withName(pod.getMetadata().getName()).withGracePeriod(1).delete();
    }

    /** @throws IllegalStateException after three minutes, with what the pods are like */
    void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited in vain for " + what + "; the pods: " + pods().stream().map(Pod::getStatus).toList());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
    }

    private void delete() {
        try (KubernetesClient last = new KubernetesClientBuilder().build()) {
            last.namespaces().withName(name).delete();
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
        try {
            pods().forEach(this::delete);
            client.namespaces().withName(name).delete();
            client.namespaces().withName(name).waitUntilCondition(left -> left == null, PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            client.close();
        }
    }
}
