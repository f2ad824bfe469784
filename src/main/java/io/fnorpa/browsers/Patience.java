package io.fnorpa.browsers;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** How long is waited for a browser. */
@ApplicationScoped
@Named("patience")
public class Patience {

    private static final long PAUSE_MILLIS = 100;

    private final PlatformConfig config;
    private final Clock clock;
    private final BrowserSupply browsers;

    Patience(PlatformConfig config, Clock clock, BrowserSupply browsers) {
        this.config = config;
        this.clock = clock;
        this.browsers = browsers;
    }

    /** Until when an attempt waits for its browser. */
    public Instant forBrowser() {
        return clock.instant().plus(config.browsers().readyTimeout());
    }

    /** A short pause; the end of patience is a {@link BrowserNotReadyException}. */
    public void pause(@Body RunningAttempt attempt, @ExchangeProperty("browserDeadline") Instant deadline) throws InterruptedException {
        if (clock.instant().isAfter(deadline)) {
            browsers.giveUp(attempt);
        }
        Thread.sleep(PAUSE_MILLIS);
    }
}
