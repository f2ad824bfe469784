package io.fnorpa.browsers;

import io.fnorpa.attempt.RunningAttempt;
import java.util.Map;
import java.util.Optional;

/**
 * Where attempts get their browser services from, and where these end. The routes of {@code routes/orchestrator/browsers-local}
 * and {@code browsers-kubernetes} are its two stories; what is asked from elsewhere stands here.
 */
public interface BrowserSupply {

    /**
     * Ends the attempt's browser, if it has one; who asks while somebody else is at it waits too.
     *
     * @return whether it is certain that no process of it is left
     */
    boolean stop(RunningAttempt attempt);

    /** The bound of waiting was reached: sets what became of the attempt by throwing it. */
    void giveUp(RunningAttempt attempt);

    /** How many of {@code wanted} jobs may be taken on, as far as browsers can be had for them. */
    int room(int wanted);

    /** Why no browser can be had, in the words of who refuses it; empty where browsers can be had. */
    Optional<String> obstacle();

    /**
     * Ends the browser of an attempt that was lost, before anything else is done for its job.
     *
     * @param row the job's row, as {@code select-lost-jobs.sql} reads it
     * @return whether it is certain that the lost attempt has no browser any more
     */
    boolean endLost(Map<String, Object> row);

    /** Why nothing is done for a job yet whose {@link #endLost} said no. */
    String whyNotEnded(Map<String, Object> row);
}
