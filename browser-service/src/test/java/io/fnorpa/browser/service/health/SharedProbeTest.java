package io.fnorpa.browser.service.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedProbeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Health PROBED = Health.of("ready", "probed");
    private static final Health UNPROBED = Health.of("ready", "unprobed");

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final AtomicInteger probes = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);
    private final SharedProbe shared = new SharedProbe();

    @AfterEach
    void end() {
        open.countDown();
        callers.shutdownNow();
    }

    @Test
    void whoAsksMeanwhileSharesItsAnswerButNotMoreThanMayWait() {
        CompletableFuture<Health> first = ask();
        await().atMost(PATIENCE).until(() -> probes.get() == 1);
        List<CompletableFuture<Health>> others = Stream.generate(this::ask).limit(SharedProbe.MOST_WAITING + 20).toList();

        await().atMost(PATIENCE).until(() -> others.stream().filter(CompletableFuture::isDone).count() == 20);
        assertThat(first).isNotDone();
        open.countDown();

        assertThat(first.join()).isEqualTo(PROBED);
        assertThat(others.stream().map(CompletableFuture::join).filter(PROBED::equals)).hasSize(SharedProbe.MOST_WAITING);
        assertThat(others.stream().map(CompletableFuture::join).filter(UNPROBED::equals)).hasSize(20);
        assertThat(probes).hasValue(1);
        assertThat(ask().join()).as("the next one is probed anew").isEqualTo(PROBED);
        assertThat(probes).hasValue(2);
    }

    @Test
    void oneThatFailsLeavesNobodyWaiting() {
        assertThatThrownBy(() -> shared.answer(() -> {
            throw new IllegalStateException("no");
        }, () -> UNPROBED, PATIENCE)).hasMessage("no");

        open.countDown();
        assertThat(ask().join()).isEqualTo(PROBED);
    }

    private CompletableFuture<Health> ask() {
        return CompletableFuture.supplyAsync(() -> shared.answer(this::probe, () -> UNPROBED, PATIENCE), callers);
    }

    private Health probe() {
        probes.incrementAndGet();
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return PROBED;
    }
}
