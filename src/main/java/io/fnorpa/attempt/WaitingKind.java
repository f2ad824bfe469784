package io.fnorpa.attempt;

import java.util.Locale;

/** Why a job does not go on, for programs: the API shows it beside the reason in words, a metric counts by it. */
public enum WaitingKind {
    /** Due, its lane has room, no instance has a free place; or under way, and all workers are full; or its FNO's own worker is away. */
    NO_WORKER,
    /** An attempt waits until its browser service is ready; or none begins, because no browser can be had. */
    NO_BROWSER,
    /** Browser services fail one after the other, so no job begins. */
    BROWSERS_FAIL,
    /** As many jobs of this FNO are under way as may be. */
    LANE_FULL,
    /** The portal failed too often; the lane rests. */
    LANE_BREAKER,
    /** The lane has rested, and one job finds out whether the portal is back. */
    LANE_PROBE,
    /** The portal's maintenance window. */
    LANE_MAINTENANCE,
    /** A person paused the lane. */
    LANE_PAUSED,
    /** Each account of the FNO rests, because logins were refused. */
    LOGIN_BUDGET,
    /** Another job of the account logs in, and this one takes its login over. */
    LOGIN_QUEUE,
    /** A code's time step has not begun. */
    TOTP_QUEUE,
    /** The store of TOTP steps does not answer, or too few replicas confirm. */
    TOTP_STORE,
    /** The work is done, and S3 has not all its evidence yet. */
    EVIDENCE_STORE,
    /** An attempt failed; the next is due later. */
    RETRY_DELAY,
    /** The portal is asked later what became of a job that was lost past its point of no return. */
    LOOKUP_DELAY,
    /** A lost attempt's browser may still live on a machine that cannot be reached. */
    OLD_BROWSER,
    /** The submitter wants it later. */
    NOT_BEFORE,
    /** The FNO's folder of flows is refused. */
    FLOWS_REFUSED;

    /** As rows, answers and metrics have it: {@code lane-breaker}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
