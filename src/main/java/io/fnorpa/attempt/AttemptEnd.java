package io.fnorpa.attempt;

import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Outcome;

/**
 * All that decides what becomes of a job when an attempt at it is over, whether it ran here or was lost elsewhere.
 *
 * @param provider     the FNO's id
 * @param leaseToken   of the lease that the settlement is written under
 * @param pastNoReturn whether this attempt, or one before it, passed the point of no return
 * @param hasLookup    whether the portal can be asked what became of such a job
 * @param lookup       null, unless the attempt was a lookup itself
 * @param cancelledBy  null, unless a person cancelled the job
 */
public record AttemptEnd(
        AttemptId attempt,
        String provider,
        String leaseToken,
        int maxAttempts,
        boolean pastNoReturn,
        boolean hasLookup,
        Lookup lookup,
        String cancelledBy,
        Outcome outcome) {

    int number() {
        return attempt.number();
    }

    /** Whether it ended for no reason of the job's own: what the job asked for may still be done, or have been done. */
    boolean isTechnical() {
        return outcome.verdict() == Outcome.Verdict.RETRY
                || outcome.verdict() == Outcome.Verdict.REVIEW && outcome.fault() != Outcome.Fault.NONE;
    }
}
