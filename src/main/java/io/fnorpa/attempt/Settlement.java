package io.fnorpa.attempt;

import io.fnorpa.job.Outcome;

/**
 * What is written to a job's row when an attempt is over; the body of {@code write-settlement}.
 *
 * @param attempt        number of the attempt
 * @param provider       the FNO's id
 * @param state          the row's new state
 * @param delaySeconds   seconds until a PENDING job is due again; 0 for the others
 * @param fault          {@link Outcome.Fault}'s name, or null
 * @param code           null on success
 * @param message        null on success
 * @param result         result fields as JSON
 * @param waitingReason  for a PENDING job: why it waits
 * @param waitingKind    the same for programs
 * @param missed         1 for a lookup that found nothing, else 0
 * @param attemptsUsedUp whether it is REVIEW because there is no attempt left, or no lookup
 * @param unspent        whether nothing was done, so that it was no attempt: PENDING, due after {@code delaySeconds}
 */
public record Settlement(
        long jobId,
        int attempt,
        String provider,
        String leaseToken,
        JobState state,
        long delaySeconds,
        String fault,
        String code,
        String message,
        String result,
        String waitingReason,
        String waitingKind,
        int missed,
        boolean attemptsUsedUp,
        boolean unspent) {

    /** 1 for a state that the job stays in, 0 for PENDING: SQL has no boolean everywhere. */
    public int terminal() {
        return state == JobState.PENDING ? 0 : 1;
    }

    /** One line for the job's events. */
    public String summary() {
        if (unspent) {
            return "given back unspent: " + waitingReason;
        }
        String why = code == null ? "" : " (" + code + "): " + message;
        return state + why + (waitingReason == null ? "" : "; " + waitingReason);
    }
}
