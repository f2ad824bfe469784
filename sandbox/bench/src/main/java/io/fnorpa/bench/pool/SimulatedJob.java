package io.fnorpa.bench.pool;

import java.time.Duration;
import java.time.Instant;

/**
 * A job of a simulated month.
 *
 * @param known    when its row is there; one that is due at once is known when it is due
 * @param due      when it may begin
 * @param duration how long it has its browser
 * @param kind     why it comes when it does
 */
record SimulatedJob(Instant known, Instant due, Duration duration, Kind kind) {

    enum Kind {
        BUSINESS_HOURS, OUTSIDE, BATCH
    }
}
