package io.fnorpa.attempt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.database.TextColumn;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Body;

/**
 * Decides what becomes of a job when an attempt at it is over:
 * <ol>
 * <li>a lookup, see {@link #lookedUp};
 * <li>ended for a technical reason past the point of no return: the portal is asked, or a person is;
 * <li>cancelled before it: CANCELLED;
 * <li>ended for a technical reason otherwise: the next attempt, or REVIEW after the last;
 * <li>anything else: as the flow said.
 * </ol>
 */
@ApplicationScoped
@Named("settlements")
public class Settlements {

    /** So many lookups that find nothing, and a person decides: portals are slow to show things. */
    private static final int MISSES = 2;
    private static final String PASSED = " The point of no return was passed: look in the portal whether it was done,"
            + " then settle the job by hand, or retry it.";

    private final PlatformConfig config;
    private final ObjectMapper json;

    Settlements(PlatformConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    /** For an attempt that ran here, or was not let begin. */
    public Settlement decide(@Body RunningAttempt attempt) {
        if (attempt.getUnspentReason() != null) {
            Duration pause = attempt.getUnspentPause();
            return new Settlement(attempt.getJobId(), attempt.getNumber(), attempt.getProvider(), attempt.getLeaseToken(), JobState.PENDING, pause.toSeconds(),
                    null, null, null, null, TextColumn.REASON.fit(attempt.getUnspentReason()), pause.isZero() ? null : WaitingKind.NO_WORKER.code(), 0, false, true);
        }
        return decide(end(attempt, attempt.isInterrupted() ? interrupted(attempt) : attempt.getOutcome()));
    }

    private AttemptEnd end(RunningAttempt attempt, Outcome outcome) {
        return new AttemptEnd(attempt.getId(), attempt.getProvider(), attempt.getLeaseToken(), attempt.getMaxAttempts(),
                attempt.isPastNoReturn(), attempt.hasLookup(), attempt.getLookup(),
                attempt.getCancelledBy(), outcome);
    }

    /** An attempt that this instance broke off, unless it was done already. */
    private static Outcome interrupted(RunningAttempt attempt) {
        Outcome outcome = attempt.getOutcome();
        return outcome.verdict() != Verdict.RETRY ? outcome
                : Outcome.retry(Outcome.Fault.PLATFORM, "instance-ended",
                        "Instance " + attempt.getLease().owner() + " was stopped in the middle of this attempt.", outcome.result());
    }

    /** REVIEW instead of SUCCEEDED, when the evidence could not be stored in time. */
    public Settlement withoutEvidence(@Body RunningAttempt attempt, Exception reason) {
        Outcome outcome = Outcome.review(Outcome.Fault.PLATFORM, "evidence-not-stored",
                "The portal's work is done, but its evidence is not in S3: " + reason.getMessage()
                        + " It waits in the spool. When S3 has it, settle the job by hand as SUCCEEDED.", attempt.getOutcome().result());
        return settle(end(attempt, outcome), JobState.REVIEW, outcome);
    }

    /** For a lost attempt too, of which only the row is known. */
    public Settlement decide(AttemptEnd end) {
        Outcome outcome = end.outcome();
        if (end.lookup() != null) {
            return lookedUp(end);
        }
        if (end.pastNoReturn() && end.isTechnical() && end.hasLookup()) {
            return later(end, Duration.ZERO, WaitingKind.LOOKUP_DELAY, 0, "the point of no return was passed, so the portal is asked whether it was done");
        }
        if (end.pastNoReturn() && outcome.verdict() == Verdict.RETRY) {
            return review(end, outcome.message() + PASSED);
        }
        if (end.cancelledBy() != null && outcome.verdict() != Verdict.SUCCEEDED && !end.pastNoReturn()) {
            return settle(end, JobState.CANCELLED, Outcome.review(Outcome.Fault.NONE, "cancelled",
                    "Cancelled by " + end.cancelledBy() + " while it ran.", outcome.result()));
        }
        return switch (outcome.verdict()) {
            case SUCCEEDED -> settle(end, JobState.SUCCEEDED, outcome);
            case FAILED -> settle(end, JobState.FAILED, outcome);
            case REVIEW -> settle(end, JobState.REVIEW, outcome);
            case RETRY -> end.number() < end.maxAttempts() ? again(end) : usedUp(end);
        };
    }

    /**
     * What a lookup came to. SUCCEEDED: it was done, and so is the job. FAILED: the portal shows nothing of it; asked once
     * more after a delay, then a person decides. RETRY: the portal could not be asked; tried again a few times.
     */
    private Settlement lookedUp(AttemptEnd end) {
        Outcome outcome = end.outcome();
        return switch (outcome.verdict()) {
            case SUCCEEDED -> settle(end, JobState.SUCCEEDED, outcome);
            case FAILED -> end.lookup().misses() + 1 < MISSES
                    ? later(end, config.lookup().delay(), WaitingKind.LOOKUP_DELAY, 1,
                            "the portal shows nothing of it yet, and is asked once more in " + config.lookup().delay().toSeconds() + " s")
                    : review(end, outcome.message() + "; it was asked " + MISSES + " times." + PASSED);
            case REVIEW -> settle(end, JobState.REVIEW, outcome);
            case RETRY -> end.lookup().number() < config.lookup().attempts()
                    ? later(end, config.retryDelay(), WaitingKind.LOOKUP_DELAY, 0, "lookup " + end.lookup().number() + " of "
                            + config.lookup().attempts() + " ended with " + outcome.code() + "; the next is due in " + config.retryDelay().toSeconds() + " s")
                    : settlement(end, JobState.REVIEW, Duration.ZERO, Outcome.review(outcome.fault(), outcome.code(), "The portal could not be asked in "
                            + end.lookup().number() + " lookups. The last: " + outcome.message() + PASSED, outcome.result()), null, null, 0, true);
        };
    }

    private Settlement again(AttemptEnd end) {
        return later(end, config.retryDelay(), WaitingKind.RETRY_DELAY, 0, "attempt " + end.number() + " of " + end.maxAttempts() + " ended with "
                + end.outcome().code() + "; the next is due in " + config.retryDelay().toSeconds() + " s");
    }

    private Settlement usedUp(AttemptEnd end) {
        Outcome last = end.outcome();
        return settlement(end, JobState.REVIEW, Duration.ZERO, Outcome.review(last.fault(), last.code(),
                "All " + end.maxAttempts() + " attempts are used up. The last: " + last.message(), last.result()), null, null, 0, true);
    }

    private Settlement later(AttemptEnd end, Duration delay, WaitingKind kind, int missed, String why) {
        return settlement(end, JobState.PENDING, delay, end.outcome(), why, kind, missed, false);
    }

    private Settlement review(AttemptEnd end, String message) {
        return settle(end, JobState.REVIEW, Outcome.review(end.outcome().fault(), end.outcome().code(), message, end.outcome().result()));
    }

    private Settlement settle(AttemptEnd end, JobState state, Outcome outcome) {
        return settlement(end, state, Duration.ZERO, outcome, null, null, 0, false);
    }

    private Settlement settlement(AttemptEnd end, JobState state, Duration delay, Outcome outcome, String waiting, WaitingKind kind,
            int missed, boolean usedUp) {
        return new Settlement(end.attempt().job().value(), end.number(), end.provider(), end.leaseToken(), state, delay.toSeconds(),
                outcome.fault() == Outcome.Fault.NONE ? null : outcome.fault().name(),
                TextColumn.ERROR_CODE.fit(outcome.code()), TextColumn.MESSAGE.fit(outcome.message()), asJson(outcome.result()),
                TextColumn.REASON.fit(waiting), kind == null ? null : kind.code(), missed, usedUp, false);
    }

    private String asJson(Map<String, Object> result) {
        try {
            return json.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result field cannot be written as JSON: " + e.getOriginalMessage());
        }
    }
}
