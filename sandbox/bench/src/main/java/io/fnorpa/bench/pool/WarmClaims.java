package io.fnorpa.bench.pool;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fnorpa.bench.Results;
import io.fnorpa.bench.Row;
import io.fnorpa.bench.Samples;
import io.fnorpa.browsers.kubernetes.BenchClaimer;
import io.fnorpa.rig.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How long it takes to claim a warm pod. Rows: {@code warm-claim}, all that an attempt does for it through the platform's own
 * code; {@code warm-claim-watched}, the guarded patch alone of a pod that the watch tells of. The reference of both is what a
 * program without a watch does with the same client: list the warm pods, patch the first that is ready. The pods do nothing, so that
 * many fit, and those that were claimed are replaced before the next round.
 */
final class WarmClaims {

    static final String WARM_CLAIM = "warm-claim";
    static final String WATCHED = "warm-claim-watched";
    private static final String IDLE_IMAGE = System.getProperty("rpa.bench.pause-image", "localhost/rpa-pause:1");
    private static final double CLAIM_AIM = 1.1;
    private static final String POOL = "rpa.fnorpa.io/pool";
    private static final String PROBE = "rpa.fnorpa.io/probe";
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final double P99 = 0.99;
    /** Of each side, in a round; and as many rounds as the option says, times this, after two that do not count. */
    private static final int CLAIMS = 4;
    private static final int SIDES = 3;
    private static final int TIMES = 5;
    private static final int WARM_UP = 2;

    private final List<Double> platform = new ArrayList<>();
    private final List<Double> watched = new ArrayList<>();
    private final List<Double> bare = new ArrayList<>();
    private long job;

    void run(Checkout checkout, int rounds) throws Exception {
        try (BenchNamespace namespace = new BenchNamespace()) {
            namespace.deploy(checkout, deployment -> idle(deployment, CLAIMS * SIDES));
            try (BenchClaimer claimer = new BenchClaimer(namespace.client, namespace.name)) {
                List<Supplier<String>> sides = List.of(() -> claimer.acquire(++job), () -> claimer.claimSeen(++job), () -> claimBarely(namespace));
                List<List<Double>> times = List.of(platform, watched, bare);
                for (int round = -WARM_UP; round < rounds * TIMES; round++) {
                    namespace.await("a full pool", () -> claimer.warmCount() == CLAIMS * SIDES);
                    for (int turn = 0; turn < CLAIMS * SIDES; turn++) {
                        int side = Math.floorMod(turn + round, SIDES);
                        long begin = System.nanoTime();
                        String claimed = sides.get(side).get();
                        double time = (System.nanoTime() - begin) / 1e6;
                        if (round >= 0) {
                            times.get(side).add(time);
                        }
                        namespace.await("word of the claim", () -> !claimer.seemsWarm(claimed));
                    }
                    namespace.pods().stream().filter(pod -> "claimed".equals(pod.getMetadata().getLabels().get(POOL))).forEach(namespace::delete);
                }
            }
        }
    }

    private static Deployment idle(Deployment deployment, int pods) {
        return new DeploymentBuilder(deployment).editSpec().withReplicas(pods).editTemplate().editMetadata().addToLabels(PROBE, "passed").endMetadata()
                .editSpec().withTerminationGracePeriodSeconds(1L).withVolumes(List.of()).editFirstContainer().withImage(IDLE_IMAGE)
                .withReadinessProbe(null).withLivenessProbe(null).withVolumeMounts(List.of()).editSecurityContext().withRunAsUser(1000L).endSecurityContext()
                .editResources().addToRequests(Map.of("cpu", new Quantity("5m"), "memory", new Quantity("8Mi"))).endResources()
                .endContainer().endSpec().endTemplate().endSpec().build();
    }

    private static String claimBarely(BenchNamespace namespace) {
        var pods = namespace.client.pods().inNamespace(namespace.name);
        Pod first = pods.withLabel(POOL, "warm").list().getItems().stream().filter(WarmClaims::isReady).findFirst().orElseThrow();
        pods.withName(first.getMetadata().getName()).patch(MERGE, "{\"metadata\":{\"resourceVersion\":\"" + first.getMetadata().getResourceVersion()
                + "\",\"labels\":{\"" + POOL + "\":\"claimed\"}}}");
        return first.getMetadata().getName();
    }

    private static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream().anyMatch(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("True"));
    }

    void addTo(Results results, PoolOptions options) {
        results.begin("the platform, one claim", "list and patch");
        if (options.wants(WARM_CLAIM)) {
            results.add(new Row(WARM_CLAIM, "ms", new Samples(platform), new Samples(bare), CLAIM_AIM));
        }
        if (options.wants(WATCHED)) {
            results.add(new Row(WATCHED, "ms", new Samples(watched), new Samples(bare), 1.0));
        }
        System.out.printf(Locale.ROOT, "99 of 100 claims took at most: warm-claim %.1f ms, warm-claim-watched %.1f ms, list and patch %.1f ms%n",
                new Samples(platform).quantile(P99), new Samples(watched).quantile(P99), new Samples(bare).quantile(P99));
    }
}
