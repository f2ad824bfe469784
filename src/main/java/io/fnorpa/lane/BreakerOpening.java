package io.fnorpa.lane;

/**
 * That a breaker opened, for {@code close-lane.sql}.
 *
 * @param provider the FNO
 * @param seconds  how long the lane rests
 * @param reason   why
 */
public record BreakerOpening(String provider, long seconds, String reason) {

    /** None: it may be told when the attempt that opened it is over. */
    public String leaseToken() {
        return null;
    }

    /** None. */
    public long jobId() {
        return 0;
    }
}
