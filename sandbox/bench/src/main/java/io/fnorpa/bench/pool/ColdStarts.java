package io.fnorpa.bench.pool;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fnorpa.bench.Results;
import io.fnorpa.bench.Row;
import io.fnorpa.bench.Samples;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.rig.BrowserService;
import io.fnorpa.rig.Checkout;
import io.fnorpa.token.SigningKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long it takes from a pod that was made to its browser that is ready, on a node that has the image. The reference is the
 * same service started as a process of this machine. Row: {@code cold-start}; and what of the pod's time is which.
 */
final class ColdStarts {

    static final String COLD_START = "cold-start";
    private static final String IMAGE = System.getProperty("rpa.bench.browser-image", "localhost/fno-rpa/browser-service:1.0.0");
    private static final double AIM = 1.25;
    private static final int PORT = 8080;
    private static final Pattern BEGINS = Pattern.compile("(?m)^(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.\\d{3}).*Starting firefox-1");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    /** Seconds from the pod's making. */
    private record Start(double running, double firefoxBegins, double ready, double saidByKubelet) {}

    private final List<Start> pods = new ArrayList<>();
    private final List<Double> processes = new ArrayList<>();

    void run(Checkout checkout, Path folder, int rounds) throws Exception {
        SigningKeys keys = new SigningKeys(folder.resolve("keys")).createIfAbsent();
        try (BenchNamespace namespace = new BenchNamespace()) {
            namespace.giveKeys(keys.publicKeysFile());
            namespace.deploy(checkout, ColdStarts::real);
            for (int round = -1; round < rounds; round++) {
                Start pod = startPod(namespace);
                double process = startProcess(checkout, folder.resolve("round" + round), keys);
                if (round >= 0) { // in the first the files are read from disk
                    pods.add(pod);
                    processes.add(process);
                }
            }
        }
    }

    private static Deployment real(Deployment deployment) {
        return new DeploymentBuilder(deployment).editSpec().withReplicas(0).editTemplate().editSpec().editFirstContainer().withImage(IMAGE)
                .addNewEnv().withName("BROWSER_ALLOW_PRIVATE_ADDRESSES").withValue("true").endEnv()
                .editResources().addToRequests(Map.of("cpu", new Quantity("50m"), "memory", new Quantity("400Mi"))).endResources()
                .endContainer().endSpec().endTemplate().endSpec().build();
    }

    /** When what was seen of the pod, by our clock. */
    private static final class Seen implements ResourceEventHandler<Pod> {

        private final AtomicReference<Long> made = new AtomicReference<>();
        private final AtomicReference<Instant> madeAt = new AtomicReference<>();
        private final AtomicReference<Long> running = new AtomicReference<>();
        private final AtomicReference<Long> ready = new AtomicReference<>();
        private final AtomicReference<Pod> pod = new AtomicReference<>();

        @Override
        public void onAdd(Pod added) {
            made.compareAndSet(null, System.nanoTime());
            madeAt.compareAndSet(null, Instant.now());
            onUpdate(null, added);
        }

        @Override
        public void onUpdate(Pod before, Pod now) {
            long time = System.nanoTime();
            pod.set(now);
            boolean isRunning = now.getStatus().getContainerStatuses().stream().anyMatch(status -> status.getState().getRunning() != null);
            boolean isReady = now.getStatus().getConditions().stream().anyMatch(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("True"));
            if (isRunning) {
                running.compareAndSet(null, time);
            }
            if (isReady) {
                ready.compareAndSet(null, time);
            }
        }

        @Override
        public void onDelete(Pod deleted, boolean finalStateUnknown) {
            // What is awaited will not come, and that is told.
        }

        private URI address() {
            return URI.create("http://" + pod.get().getStatus().getPodIP() + ":" + PORT);
        }

        private boolean hasAddress() {
            return pod.get() != null && pod.get().getStatus().getPodIP() != null && running.get() != null;
        }

        private double since(long time) {
            return (time - made.get()) / 1e9;
        }
    }

    private static Start startPod(BenchNamespace namespace) throws InterruptedException {
        Seen seen = new Seen();
        try (SharedIndexInformer<Pod> informer = namespace.client.pods().inNamespace(namespace.name).inform(seen)) {
            namespace.scale(1);
            namespace.await("a pod that runs", seen::hasAddress);
            namespace.await("its browser", () -> BrowserClient.ready(seen.address()).isReady());
            long ready = System.nanoTime();
            namespace.await("the kubelet's word", () -> seen.ready.get() != null);
            String log = namespace.client.pods().inNamespace(namespace.name).withName(seen.pod.get().getMetadata().getName()).getLog();
            double firefox = Duration.between(seen.madeAt.get(), firefoxBegins(log)).toMillis() / 1000.0;
            return new Start(seen.since(seen.running.get()), firefox, seen.since(ready), seen.since(seen.ready.get()));
        } finally {
            namespace.scale(0);
            namespace.pods().forEach(namespace::delete);
            namespace.await("its end", () -> namespace.pods().isEmpty());
        }
    }

    private static Instant firefoxBegins(String log) {
        Matcher line = BEGINS.matcher(log);
        if (!line.find()) {
            throw new IllegalStateException("The pod's log does not say when Firefox began:\n" + log);
        }
        return LocalDateTime.parse(line.group(1), TIME).toInstant(ZoneOffset.UTC);
    }

    private static double startProcess(Checkout checkout, Path folder, SigningKeys keys) {
        long start = System.nanoTime();
        BrowserService service = BrowserService.start(checkout, folder, "bench", keys, Map.of());
        double seconds = (System.nanoTime() - start) / 1e9;
        service.close();
        return seconds;
    }

    void addTo(Results results) {
        results.begin("a pod, until its browser is ready", "the service as a process");
        results.add(new Row(COLD_START, "s", new Samples(pods.stream().map(Start::ready).toList()), new Samples(processes), AIM));
        System.out.printf(Locale.ROOT, "of the pod's, at the median: %.1f s until its container runs, %.1f s until the service starts Firefox (JVM, service, driver), "
                + "%.1f s until a page was opened; the kubelet says so %.1f s later%n", median(Start::running), median(Start::firefoxBegins) - median(Start::running),
                median(Start::ready) - median(Start::firefoxBegins), median(Start::saidByKubelet) - median(Start::ready));
    }

    private double median(ToDoubleFunction<Start> figure) {
        return new Samples(pods.stream().map(figure::applyAsDouble).toList()).median();
    }
}
