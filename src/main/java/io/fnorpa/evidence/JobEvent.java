package io.fnorpa.evidence;

import io.fnorpa.attempt.RunningAttempt;

/**
 * Something that happened to a job, before it has its place in the job's list.
 *
 * @param jobId       the job
 * @param attempt     number of the attempt; 0 where it belongs to none
 * @param kind        short and stable: {@code state}, {@code note}, {@code totp}, {@code evidence}, {@code manifest}
 * @param step        the flow's step in which it happened; may be null
 * @param detail      for people; holds no secret; may be null
 * @param evidenceKey evidence: where it is in S3; else null
 * @param contentType evidence: its media type; else null
 * @param sha256      evidence: of its bytes, in hexadecimal; else null
 * @param leaseToken  what an attempt tells of itself is written under its lease alone; null for what others tell
 */
public record JobEvent(long jobId, int attempt, String kind, String step, String detail,
        String evidenceKey, String contentType, String sha256, String leaseToken) {

    /** What an attempt tells of itself. */
    public static JobEvent of(RunningAttempt attempt, String kind, String step, String detail) {
        return new JobEvent(attempt.getJobId(), attempt.getNumber(), kind, step, detail, null, null, null, attempt.getLeaseToken());
    }

    /** An event that is no evidence, and that no attempt tells of itself. */
    public JobEvent(long jobId, int attempt, String kind, String step, String detail) {
        this(jobId, attempt, kind, step, detail, null, null, null, null);
    }
}
