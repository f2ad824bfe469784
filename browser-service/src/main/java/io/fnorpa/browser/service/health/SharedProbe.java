package io.fnorpa.browser.service.health;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One probe at a time, however many ask: who comes meanwhile shares its answer. Each waits on a thread of the service, so
 * that no more than {@value #MOST_WAITING} may; the others get the answer that needs no page.
 */
final class SharedProbe {

    static final int MOST_WAITING = 5;

    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private CompletableFuture<Health> underWay;

    /**
     * @param probe     opens a page; takes no longer than {@code limit}
     * @param otherwise answers at once
     */
    Health answer(Supplier<Health> probe, Supplier<Health> otherwise, Duration limit) {
        CompletableFuture<Health> mine = new CompletableFuture<>();
        CompletableFuture<Health> others = knownOr(mine);
        if (others == null) {
            return answer(probe, mine);
        }
        if (!waiting.tryAcquire()) {
            return otherwise.get();
        }
        try {
            return others.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (CancellationException | ExecutionException | TimeoutException e) {
            return otherwise.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise.get();
        } finally {
            waiting.release();
        }
    }

    private synchronized CompletableFuture<Health> knownOr(CompletableFuture<Health> mine) {
        CompletableFuture<Health> known = underWay;
        if (known == null) {
            underWay = mine;
        }
        return known;
    }

    private Health answer(Supplier<Health> probe, CompletableFuture<Health> mine) {
        try {
            Health health = probe.get();
            mine.complete(health);
            return health;
        } finally {
            synchronized (this) {
                underWay = null;
            }
            mine.cancel(false); // unless it has an answer: the probe failed
        }
    }
}
