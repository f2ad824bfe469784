package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class EndableWaitTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final EndableWait wait = new EndableWait();

    @RepeatedTest(20)
    void atTheEndTheWaitIsOverAndWhatItAskedMayBeGone() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean gone = new AtomicBoolean();
        CompletableFuture<Void> waiter = CompletableFuture.runAsync(() -> wait.await(() -> {
            asked.countDown();
            Thread.yield();
            if (gone.get()) {
                throw new IllegalStateException("asked what has gone");
            }
            return false;
        }, LONG));
        asked.await();

        wait.end();
        gone.set(true);

        waiter.get(1, TimeUnit.MINUTES);
    }

    @Test
    void afterTheEndNothingIsAsked() {
        AtomicInteger asked = new AtomicInteger();
        wait.end();

        wait.await(() -> asked.incrementAndGet() < 0, LONG);

        assertThat(asked).hasValue(0);
    }

    @Test
    void itIsOverWhenItIsSo() {
        AtomicInteger asked = new AtomicInteger();

        wait.await(() -> asked.incrementAndGet() == 3, LONG);

        assertThat(asked).hasValue(3);
    }

    @Test
    void itIsOverAfterTheLimit() {
        AtomicInteger asked = new AtomicInteger();

        wait.await(() -> asked.incrementAndGet() < 0, Duration.ofMillis(1));

        assertThat(asked).hasPositiveValue();
    }
}
