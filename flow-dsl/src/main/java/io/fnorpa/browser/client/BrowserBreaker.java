package io.fnorpa.browser.client;

import io.fnorpa.browser.client.BreakerState.Status;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The circuit breaker of a process's browser services. Each of them serves one job, so what is counted is not a call but
 * a browser service in one job's hands ({@link BrowserUse}): it fails at the first {@link FailureKind}, or goes well when
 * its session is closed without one. Its states:
 * <ol>
 * <li>CLOSED: all may begin. So many failures in a row open it; one use that goes well begins the count anew.
 * <li>OPEN for a rest: none may begin. Uses that began before go on, each with a browser service of its own.
 * <li>HALF_OPEN when the rest is over: one may begin, the probe, and none beside it. It goes well: CLOSED; it fails: OPEN.
 *     If it ends without having used its browser service, the next is the probe. No other use counts meanwhile.
 * </ol>
 * Safe for use by many threads.
 */
public final class BrowserBreaker {

    private static final int LONGEST_REASON = 300;

    private CircuitBreaker circuit;
    private Duration rest;
    private final Clock clock;
    private final BreakerWatch watch;
    private BrowserUse probe;
    private Instant since;
    private int failuresInARow;
    private String lastFailure;

    /**
     * @param failures browser services that fail in a row until it opens; at least 1
     * @param rest     how long it stays open until one is tried; at least a millisecond
     */
    public BrowserBreaker(int failures, Duration rest, Clock clock, BreakerWatch watch) {
        this.circuit = circuit(failures, rest, clock);
        this.rest = rest;
        this.clock = clock;
        this.watch = watch;
        this.since = clock.instant();
    }

    private static CircuitBreaker circuit(int failures, Duration rest, Clock clock) {
        return CircuitBreaker.of("browser-services", CircuitBreakerConfig.custom()
                .slidingWindowSize(failures).minimumNumberOfCalls(failures).failureRateThreshold(100)
                .waitDurationInOpenState(rest).permittedNumberOfCallsInHalfOpenState(1)
                .clock(clock).build());
    }

    /** Other figures from now on: CLOSED, it counts anew; OPEN or HALF_OPEN, it is OPEN for the new rest, and then the next is the probe. */
    public synchronized void configure(int failures, Duration rest) {
        boolean closed = status() == Status.CLOSED;
        this.circuit = circuit(failures, rest, clock);
        this.rest = rest;
        this.probe = null;
        if (closed) {
            failuresInARow = 0;
        } else {
            since = clock.instant();
            circuit.transitionToOpenState();
        }
    }

    /** One that never opens. */
    public static BrowserBreaker disabled() {
        BrowserBreaker breaker = new BrowserBreaker(1, Duration.ofMillis(1), Clock.systemUTC(), BreakerWatch.NOBODY);
        breaker.circuit.transitionToDisabledState();
        return breaker;
    }

    /** For one more browser service that is about to be used by a job. */
    public BrowserUse use() {
        return new BrowserUse(this);
    }

    /** How many of {@code wanted} may begin now: all, none, or one as the probe. */
    public synchronized int room(int wanted) {
        return switch (status()) {
            case CLOSED -> wanted;
            case OPEN -> 0;
            case HALF_OPEN -> probe == null ? Math.min(1, wanted) : 0;
        };
    }

    public synchronized BreakerState state() {
        Status status = status();
        Instant retryAt = since.plus(rest);
        return switch (status) {
            case CLOSED -> new BreakerState(status, since, null, failuresInARow, null);
            case OPEN -> new BreakerState(status, since, retryAt, failuresInARow, reason());
            case HALF_OPEN -> new BreakerState(status, retryAt, null, failuresInARow, reason());
        };
    }

    /** The library goes from OPEN to HALF_OPEN when the first one asks after the rest; to those who look it is so before. */
    private Status status() {
        return switch (circuit.getState()) {
            case OPEN -> clock.instant().isAfter(since.plus(rest)) ? Status.HALF_OPEN : Status.OPEN;
            case HALF_OPEN -> Status.HALF_OPEN;
            default -> Status.CLOSED;
        };
    }

    private String reason() {
        String what = lastFailure.length() <= LONGEST_REASON ? lastFailure : lastFailure.substring(0, LONGEST_REASON) + "…";
        return "browser services are failing: " + failuresInARow + " in a row, the last: " + what;
    }

    synchronized boolean admit(BrowserUse use) {
        if (!circuit.tryAcquirePermission()) {
            return false;
        }
        if (circuit.getState() == CircuitBreaker.State.HALF_OPEN) {
            probe = use;
        }
        return true;
    }

    /** What is thrown where {@link #admit} said no. */
    synchronized BrowserBreakerOpenException refusal() {
        watch.refused();
        BreakerState state = state();
        return new BrowserBreakerOpenException(reason(), state.retryAt() == null ? clock.instant() : state.retryAt());
    }

    synchronized void failed(BrowserUse use, FailureKind kind, RuntimeException failure) {
        watch.failed(kind);
        if (!counts(use)) {
            return;
        }
        probe = null;
        failuresInARow++;
        lastFailure = failure.getMessage();
        circuit.onError(0, TimeUnit.NANOSECONDS, failure);
        if (circuit.getState() == CircuitBreaker.State.OPEN) {
            since = clock.instant();
            watch.opened(state());
        }
    }

    synchronized void wentWell(BrowserUse use) {
        if (!counts(use)) {
            return;
        }
        boolean probed = use == probe;
        probe = null;
        failuresInARow = 0;
        circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        if (probed) {
            since = clock.instant();
            watch.closed();
        }
    }

    /** It tells nothing of browser services. */
    synchronized void toldNothing(BrowserUse use) {
        if (use == probe) {
            probe = null;
            circuit.releasePermission();
        }
    }

    private boolean counts(BrowserUse use) {
        return use == probe || circuit.getState() == CircuitBreaker.State.CLOSED;
    }
}
