package io.fnorpa.evidence;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The wait of a finished attempt until S3 has all its evidence; {@code rpa.evidence.patience} bounds it. */
@ApplicationScoped
@Named("evidenceWait")
public class EvidenceWait {

    private static final long LOOK_EVERY_MILLIS = 1000;

    private final Spool spool;
    private final EvidenceStore store;
    private final Duration patience;
    private final Clock clock;

    @Inject
    EvidenceWait(Spool spool, EvidenceStore store, PlatformConfig config, Clock clock) {
        this(spool, store, config.evidence().patience(), clock);
    }

    EvidenceWait(Spool spool, EvidenceStore store, Duration patience, Clock clock) {
        this.spool = spool;
        this.store = store;
        this.patience = patience;
        this.clock = clock;
    }

    /** When the patience of a wait that begins now is at its end. */
    public Instant end() {
        return clock.instant().plus(patience);
    }

    /**
     * Waits a moment: until something has come to S3 or failed to, at most a second.
     *
     * @throws EvidenceNotStoredException evidence is damaged, or the patience is at its end
     */
    public void aMoment(RunningAttempt attempt, Instant end) {
        try {
            if (spool.holds(attempt)) {
                spool.awaitNews(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw endOfPlatform(attempt);
        }
        refuseDamaged(attempt);
        if (attempt.isInterrupted() && spool.holds(attempt)) {
            throw endOfPlatform(attempt);
        }
        if (spool.holds(attempt) && !clock.instant().isBefore(end)) {
            throw new EvidenceNotStoredException("Evidence of " + attempt + " is not in S3 after " + patience
                    + " (rpa.evidence.patience): " + reason() + ". It stays in the spool " + spool.dir()
                    + " and is sent when S3 takes it; settle the job by hand then.");
        }
    }

    private static EvidenceNotStoredException endOfPlatform(RunningAttempt attempt) {
        return new EvidenceNotStoredException("The platform ends while evidence of " + attempt + " is in the spool. The next start sends it.");
    }

    /** @throws EvidenceNotStoredException evidence of this attempt is damaged, so waiting would be in vain */
    public void refuseDamaged(RunningAttempt attempt) {
        if (spool.holdsDamaged(attempt)) {
            throw new EvidenceNotStoredException("Evidence of " + attempt + " was damaged in the spool " + spool.dir()
                    + " before S3 had it. The log names the file; a person decides about the job.");
        }
    }

    /** Why it waits, for the operator. */
    public String reason() {
        return store.absence().orElse("evidence is on its way to S3");
    }
}
