package io.fnorpa.totp;

import io.fnorpa.otp.TimeSteps;
import java.time.Duration;
import java.time.Instant;

/**
 * Which steps may be handed out to somebody who comes now.
 *
 * @param steps   the account's time steps
 * @param minLife the present step is not handed out with less life left than this
 * @param maxWait steps that begin later than this from now are not handed out
 */
record TotpQueue(TimeSteps steps, Duration minLife, Duration maxWait) {

    /**
     * Steps {@code first} to {@code last}; none if {@code last} is the smaller one.
     *
     * @param present the step that runs now
     */
    record Candidates(long present, long first, long last) {
        boolean none() {
            return last < first;
        }
    }

    /** @param deadline of the attempt: a step that begins after it helps nobody */
    Candidates at(Instant now, Instant deadline) {
        long present = steps.at(now);
        boolean tooLate = Duration.between(now, steps.endOf(present)).compareTo(minLife) < 0;
        Instant latest = earlier(now.plus(maxWait), deadline);
        return new Candidates(present, tooLate ? present + 1 : present, steps.at(latest));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
