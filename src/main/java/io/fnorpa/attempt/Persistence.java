package io.fnorpa.attempt;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.AttemptFencedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;

/** How long a write is tried again while the database is away: two leases' length, after which the job is another's. */
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

    /** A pause before the next try. At the bound, and where another try cannot help, what went wrong is thrown. */
    public void pauseOrGiveUp(Instant bound, Exception failure) throws Exception {
        if (failure instanceof IllegalArgumentException || failure instanceof AttemptFencedException || clock.instant().isAfter(bound)) {
            throw failure;
        }
        Thread.sleep(PAUSE_MILLIS);
    }
}
