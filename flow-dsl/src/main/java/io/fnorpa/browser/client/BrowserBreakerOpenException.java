package io.fnorpa.browser.client;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Nothing was sent, because the {@link BrowserBreaker} is open: too many browser services in a row have failed. */
public final class BrowserBreakerOpenException extends BrowserServiceException {

    private static final long serialVersionUID = 1L;

    private final transient Instant retryAt;

    BrowserBreakerOpenException(String reason, Instant retryAt) {
        super("browser-breaker-open", reason + "; tried again at " + retryAt.truncatedTo(ChronoUnit.MILLIS), null);
        this.retryAt = retryAt;
    }

    /** @param told message of one that another process met */
    BrowserBreakerOpenException(String told) {
        super("browser-breaker-open", told, null);
        this.retryAt = null;
    }

    /** From when on one browser service is tried again; null where another process met it. */
    public Instant retryAt() {
        return retryAt;
    }
}
