package io.fnorpa.browser.client;

import java.time.Instant;

/**
 * A {@link BrowserBreaker} as it is at one moment.
 *
 * @param since         of this status
 * @param retryAt       when it is OPEN: from when on one browser service is tried; else null
 * @param failuresInARow browser services that failed since one went well
 * @param reason        unless it is CLOSED: what failed, for people; else null
 */
public record BreakerState(Status status, Instant since, Instant retryAt, int failuresInARow, String reason) {

    /** As a circuit breaker has them. */
    public enum Status {
        /** All may begin. */
        CLOSED,
        /** None may begin. */
        OPEN,
        /** One may begin: the probe. */
        HALF_OPEN
    }
}
