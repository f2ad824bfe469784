package io.fnorpa.rig.chaos;

/**
 * Something that must never be.
 *
 * @param what which rule was broken
 * @param text the job, service, step or process, and what was found
 */
record Violation(What what, String text) {

    enum What {
        /** A job that was submitted has no row, or no final state. */
        JOB_LOST,
        /** A portal has a job's cancellation twice. */
        CANCELLED_TWICE,
        /** A job's final state says other than the portal's ledger. */
        WRONG_STATE,
        /** A TOTP step was used twice, or Valkey forgot one. */
        STEP_TWICE,
        /** A job's events tell of none or of several final states, or the chain is broken. */
        NOT_ONE_END,
        /** A job is SUCCEEDED and S3 lacks a piece of its evidence, or has another. */
        EVIDENCE_MISSING,
        /** A process outlived the run, or a browser its job. */
        PROCESS_LEFT
    }

    @Override
    public String toString() {
        return what + ": " + text;
    }
}
