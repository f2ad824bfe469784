package io.fnorpa.attempt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.database.TextColumn;
import io.fnorpa.job.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;
import org.apache.camel.Body;

/** Decides what becomes of a job when an attempt at it is over. */
@ApplicationScoped
@Named("settlements")
public class Settlements {

    private final PlatformConfig config;
    private final ObjectMapper json;

    Settlements(PlatformConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    /** For an attempt that ran here. */
    public Settlement decide(@Body RunningAttempt attempt) {
        return decide(attempt.getJobId(), attempt.getNumber(), attempt.getLeaseToken(), attempt.getMaxAttempts(),
                attempt.isPastNoReturn(), attempt.getCancelledBy(), attempt.isInterrupted() ? interrupted(attempt) : attempt.getOutcome());
    }

    /** An attempt that this instance broke off, unless it was done already. */
    private static Outcome interrupted(RunningAttempt attempt) {
        Outcome outcome = attempt.getOutcome();
        return outcome.verdict() != Outcome.Verdict.RETRY ? outcome
                : Outcome.retry(Outcome.Fault.PLATFORM, "instance-ended",
                        "Instance " + attempt.getLease().owner() + " was stopped in the middle of this attempt.", outcome.result());
    }

    /** REVIEW instead of SUCCEEDED, when the evidence could not be stored in time. */
    public Settlement withoutEvidence(@Body RunningAttempt attempt, Exception reason) {
        return settle(attempt.getJobId(), attempt.getNumber(), attempt.getLeaseToken(), JobState.REVIEW, 0,
                Outcome.review(Outcome.Fault.PLATFORM, "evidence-not-stored",
                        "The portal's work is done, but its evidence is not in S3: " + reason.getMessage()
                                + " It waits in the spool. When S3 has it, settle the job by hand as SUCCEEDED.",
                        attempt.getOutcome().result()), null);
    }

    /** For a lost attempt too, of which only the row is known. */
    public Settlement decide(long jobId, int number, String leaseToken, int maxAttempts, boolean pastNoReturn,
            String cancelledBy, Outcome outcome) {
        boolean technical = outcome.verdict() == Outcome.Verdict.RETRY;
        if (technical && pastNoReturn) {
            return settle(jobId, number, leaseToken, JobState.REVIEW, 0, new Outcome(Outcome.Verdict.REVIEW, outcome.fault(),
                    outcome.code(), outcome.message() + " The point of no return was passed: look in the portal whether it was done,"
                            + " then settle the job by hand, or retry it.", outcome.result()), null);
        }
        if (cancelledBy != null && outcome.verdict() != Outcome.Verdict.SUCCEEDED && !pastNoReturn) {
            return settle(jobId, number, leaseToken, JobState.CANCELLED, 0, new Outcome(Outcome.Verdict.REVIEW,
                    Outcome.Fault.NONE, "cancelled", "Cancelled by " + cancelledBy + " while it ran.", outcome.result()), null);
        }
        return switch (outcome.verdict()) {
            case SUCCEEDED -> settle(jobId, number, leaseToken, JobState.SUCCEEDED, 0, outcome, null);
            case FAILED -> settle(jobId, number, leaseToken, JobState.FAILED, 0, outcome, null);
            case REVIEW -> settle(jobId, number, leaseToken, JobState.REVIEW, 0, outcome, null);
            case RETRY -> number < maxAttempts
                    ? settle(jobId, number, leaseToken, JobState.PENDING, config.retryDelay().toSeconds(), outcome,
                            "attempt " + number + " of " + maxAttempts + " ended with " + outcome.code() + "; the next is due in "
                                    + config.retryDelay().toSeconds() + " s")
                    : settle(jobId, number, leaseToken, JobState.REVIEW, 0, new Outcome(Outcome.Verdict.REVIEW, outcome.fault(),
                            outcome.code(), "All " + maxAttempts + " attempts are used up. The last: " + outcome.message(),
                            outcome.result()), null);
        };
    }

    private Settlement settle(long jobId, int number, String leaseToken, JobState state, long delay, Outcome outcome, String waiting) {
        return new Settlement(jobId, number, leaseToken, state, delay,
                outcome.fault() == Outcome.Fault.NONE ? null : outcome.fault().name(),
                TextColumn.ERROR_CODE.fit(outcome.code()), TextColumn.MESSAGE.fit(outcome.message()), asJson(outcome.result()), TextColumn.REASON.fit(waiting));
    }

    private String asJson(Map<String, Object> result) {
        try {
            return json.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result field cannot be written as JSON: " + e.getOriginalMessage());
        }
    }
}
