package io.fnorpa.attempt;

/**
 * States of a job's row.
 *
 * <p>PENDING → CLAIMED → RUNNING → SUCCEEDED | FAILED | REVIEW, or back to PENDING with one attempt spent; CANCELLED by
 * a person before the point of no return. FAILED: the portal or the data said no. REVIEW: a person decides.
 */
public enum JobState {
    PENDING, CLAIMED, RUNNING, SUCCEEDED, FAILED, REVIEW, CANCELLED
}
