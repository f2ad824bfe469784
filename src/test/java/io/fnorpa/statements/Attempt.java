package io.fnorpa.statements;

import io.fnorpa.attempt.JobState;
import java.time.OffsetDateTime;

/**
 * What the statements of an attempt read from it; the routes have a {@code RunningAttempt} or a {@code Settlement} here.
 *
 * @param state null while it has not ended
 */
public record Attempt(long jobId, String leaseToken, JobState state, String code, String result) {

    static final long DELAY_SECONDS = 60;

    Attempt(long job, String leaseToken) {
        this(job, leaseToken, null, null, null);
    }

    Attempt settled(JobState end, String why, String fields) {
        return new Attempt(jobId, leaseToken, end, why, fields);
    }

    /** The same job under another's lease. */
    Attempt ofAnother() {
        return new Attempt(jobId, Statements.unique("token-of-another"), state, code, result);
    }

    // --- what a RunningAttempt has ---

    public String flowVersion() {
        return "v1";
    }

    public String browserAddress() {
        return "http://127.0.0.1:8081";
    }

    public String browserInstance() {
        return "browser-1";
    }

    public long browserProcess() {
        return 4711;
    }

    public OffsetDateTime browserDeadline() {
        return OffsetDateTime.now().plusHours(1);
    }

    public String sessionId() {
        return "session-1";
    }

    // --- what a Settlement has ---

    public int terminal() {
        return state == JobState.PENDING ? 0 : 1;
    }

    public long delaySeconds() {
        return state == JobState.PENDING ? DELAY_SECONDS : 0;
    }

    public String fault() {
        return code == null ? null : "PORTAL";
    }

    public String message() {
        return code == null ? null : "It says why, and what to do.";
    }

    public String waitingReason() {
        return state == JobState.PENDING ? "the next attempt is due in 60 s" : null;
    }

    public String waitingKind() {
        return state == JobState.PENDING ? "retry-delay" : null;
    }

    public int missed() {
        return 0;
    }
}
