package io.fnorpa.bench.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The Deployment's pods that no job has claimed, as the ReplicaSet keeps them: one that is claimed is replaced at once; what is too
 * many goes, those first that are not ready, then the youngest. And the hours of all pods, claimed ones too.
 */
final class SimulatedPool {

    /** From a pod's creation until it is ready: no slower than the plan's 15 s. */
    private static final int QUICKEST_START_MILLIS = 8_000;
    private static final int SLOWEST_START_MILLIS = 15_000;
    private static final double MILLIS_OF_HOUR = 3_600_000;

    private final Timeline time;
    private final Random random;
    private final Runnable whenReady;
    private final List<Pod> idle = new ArrayList<>();
    private int replicas;
    private long millis;

    /** A pod; it is one as long as it runs. */
    static final class Pod {
        private final Instant created;
        private boolean ready;

        private Pod(Instant created) {
            this.created = created;
        }
    }

    /** @param whenReady is told of each pod that can be claimed */
    SimulatedPool(Timeline time, Random random, Runnable whenReady) {
        this.time = time;
        this.random = random;
        this.whenReady = whenReady;
    }

    void scale(int count) {
        replicas = count;
        reconcile();
    }

    int replicas() {
        return replicas;
    }

    /** The ready pod that is there the longest, taken out of the pool. */
    Optional<Pod> claim() {
        Optional<Pod> first = idle.stream().filter(pod -> pod.ready).findFirst();
        first.ifPresent(pod -> {
            idle.remove(pod);
            reconcile();
        });
        return first;
    }

    /** A pod ends, with its job or as one too many. */
    void end(Pod pod) {
        millis += Duration.between(pod.created, time.now()).toMillis();
    }

    private void reconcile() {
        while (idle.size() < replicas) {
            Pod pod = new Pod(time.now());
            idle.add(pod);
            time.at(time.now().plusMillis(QUICKEST_START_MILLIS + random.nextInt(SLOWEST_START_MILLIS - QUICKEST_START_MILLIS)), () -> started(pod));
        }
        while (idle.size() > replicas) {
            Pod leaves = idle.stream().min(Comparator.<Pod, Boolean>comparing(pod -> pod.ready).thenComparing(pod -> pod.created, Comparator.reverseOrder()))
                    .orElseThrow();
            idle.remove(leaves);
            end(leaves);
        }
    }

    /** One that has gone meanwhile is in no list, so that nobody finds it. */
    private void started(Pod pod) {
        pod.ready = true;
        whenReady.run();
    }

    /** Of all pods until now. */
    double podHours() {
        long idleMillis = idle.stream().mapToLong(pod -> Duration.between(pod.created, time.now()).toMillis()).sum();
        return (millis + idleMillis) / MILLIS_OF_HOUR;
    }
}
