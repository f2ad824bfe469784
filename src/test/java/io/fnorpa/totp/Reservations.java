package io.fnorpa.totp;

import io.fnorpa.flow.TotpUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Callers that reserve one step after the other, whatever happens to the store; what they were given is kept. */
final class Reservations implements AutoCloseable {

    private static final int OFFERED = 64;
    private static final int LIFE = 3;

    private final Queue<Long> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unconfirmed = new AtomicInteger();
    private final AtomicLong present = new AtomicLong(1000);
    private final int minReplicas;
    private final List<TotpStore> instances;
    private final ExecutorService callers;
    private volatile boolean ended;

    /** @param minReplicas so many must have confirmed a step before it counts */
    Reservations(int minReplicas, int callersPerInstance, TotpStore... instances) {
        this.minReplicas = minReplicas;
        this.instances = List.of(instances);
        this.callers = Executors.newFixedThreadPool(callersPerInstance * instances.length);
        for (int i = 0; i < callersPerInstance; i++) {
            this.instances.forEach(instance -> callers.execute(() -> reserveOn(instance)));
        }
    }

    private void reserveOn(TotpStore store) {
        while (!ended) {
            long first = present.getAndIncrement();
            List<String> digits = IntStream.range(0, OFFERED).mapToObj(i -> String.valueOf(first + i)).toList();
            try {
                StepGrant grant = store.reserve("octotel", new StepOffer(first, TestSteps.PERIOD, digits, LIFE, Instant.now(), Duration.ofMinutes(1)));
                if (grant.granted() && grant.replicas() >= minReplicas) {
                    steps.add(grant.step());
                } else {
                    unconfirmed.incrementAndGet();
                }
            } catch (TotpUnavailableException e) {
                refused.incrementAndGet();
            }
        }
    }

    List<Long> steps() {
        return new ArrayList<>(steps);
    }

    /** How often the store gave no answer. */
    int refused() {
        return refused.get();
    }

    /** How often a step could not be confirmed. */
    int unconfirmed() {
        return unconfirmed.get();
    }

    @Override
    public void close() {
        ended = true;
        callers.shutdown();
        try {
            callers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
