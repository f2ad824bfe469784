package io.fnorpa.otp;

import java.time.Duration;
import java.time.Instant;

/**
 * The time steps of RFC 6238, section 4.2: step n begins n periods after 1970-01-01T00:00:00Z.
 *
 * @param period length of a step; whole milliseconds, more than none
 */
public record TimeSteps(Duration period) {

    public TimeSteps {
        if (period.toMillis() <= 0) {
            throw new IllegalArgumentException("A TOTP period is longer than nothing, not " + period);
        }
    }

    /** The step that is running then. */
    public long at(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), period.toMillis());
    }

    /** The first step that does not begin before then. */
    public long from(Instant time) {
        return -Math.floorDiv(-time.toEpochMilli(), period.toMillis());
    }

    public Instant beginOf(long step) {
        return Instant.ofEpochMilli(Math.multiplyExact(step, period.toMillis()));
    }

    public Instant endOf(long step) {
        return beginOf(step + 1);
    }
}
