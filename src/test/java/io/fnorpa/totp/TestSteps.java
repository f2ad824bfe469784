package io.fnorpa.totp;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Offers of made-up steps, as tests of the ledger need them; the real clock goes with them. */
final class TestSteps {

    static final Duration PERIOD = Duration.ofSeconds(30);
    private static final int LIFE = 3;

    private TestSteps() {}

    static StepOffer from(long first, String... digits) {
        return from(first, PERIOD, digits);
    }

    static StepOffer from(long first, Duration period, String... digits) {
        return new StepOffer(first, period, List.of(digits), LIFE, Instant.now(), Duration.ofMinutes(1));
    }

    /** Four of them, from step 100. */
    static StepOffer four() {
        return from(100, "000001", "000002", "000003", "000004");
    }

    static ClockWatch realClocks() {
        return new ClockWatch(Duration.ofMinutes(1), Clock.systemUTC(), new SimpleMeterRegistry());
    }
}
