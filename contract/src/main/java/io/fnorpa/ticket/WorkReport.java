package io.fnorpa.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fnorpa.job.Outcome;

/**
 * How a worker's run of a flow ended: with an outcome, or because the attempt was over, in which case there is none.
 *
 * @param outcome        what the flow came to; null if it was stopped
 * @param stopped        why it was stopped: the orchestrator said that the attempt is over, gave no answer any more, or asked for it; else null
 * @param browserFailure how its browser service failed meanwhile ({@code crashed}, {@code timeout} …), for the orchestrator's breaker; null if it did not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkReport(Outcome outcome, String stopped, String browserFailure) {

    public static WorkReport of(Outcome outcome, String browserFailure) {
        return new WorkReport(outcome, null, browserFailure);
    }

    public static WorkReport stopped(String why, String browserFailure) {
        return new WorkReport(null, why, browserFailure);
    }
}
