package io.fnorpa.queue;

import io.fnorpa.attempt.Attempts;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browsers.BrowserSupply;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * How an instance ends: no more claims; the browsers of the attempts under way end, so that their flows stop; each is
 * settled (PENDING again, or REVIEW past its point of no return); what is not settled in time is recovered by its lease.
 */
@ApplicationScoped
public class Ending {

    private static final Logger LOG = Logger.getLogger(Ending.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 50;

    private final Workers workers;
    private final Attempts attempts;
    private final BrowserSupply browsers;

    Ending(Workers workers, Attempts attempts, BrowserSupply browsers) {
        this.workers = workers;
        this.attempts = attempts;
        this.browsers = browsers;
    }

    void onStop(@Observes @Priority(1) ShutdownEvent event) {
        workers.close();
        attempts.underWay().forEach(this::interrupt);
        Instant bound = Instant.now().plus(PATIENCE);
        while (!attempts.underWay().isEmpty() && Instant.now().isBefore(bound)) {
            pause();
        }
        attempts.underWay().forEach(attempt -> LOG.warnf("%s was not settled within %d s; it is recovered when its lease runs out",
                attempt, PATIENCE.toSeconds()));
    }

    private void interrupt(RunningAttempt attempt) {
        LOG.infof("%s is interrupted, because this instance ends", attempt);
        attempt.interrupt();
        browsers.stop(attempt);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
