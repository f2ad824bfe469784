package io.fnorpa.attempt;

import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/** How long a settlement is tried again while the database is away: two leases' length, after which it is another's. */
@ApplicationScoped
@Named("persistence")
public class Persistence {

    private static final long PAUSE_MILLIS = 1000;

    private final PlatformConfig config;
    private final Clock clock;

    Persistence(PlatformConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** When it is given up. */
    public Instant bound() {
        return clock.instant().plus(config.lease().duration().multipliedBy(2));
    }

    /** A pause before the next try; at the bound, what went wrong is thrown. */
    public void pauseOrGiveUp(
            @ExchangeProperty("giveUpAt") Instant bound, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) throws Exception {
        if (clock.instant().isAfter(bound)) {
            throw failure;
        }
        Thread.sleep(PAUSE_MILLIS);
    }
}
