package io.fnorpa.attempt;

import io.fnorpa.evidence.JobEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** The events of an attempt's way through the routes. */
@ApplicationScoped
@Named("events")
public class Events {

    public JobEvent started(@Body RunningAttempt attempt) {
        String what = attempt.isLookup() ? " to look up what became of " : " of " + attempt.getMaxAttempts() + " at ";
        return event(attempt, "started", "attempt " + attempt.getNumber() + what + attempt.getJob().flowName()
                + " by " + attempt.getLease().owner() + ", account " + attempt.getAccount().name() + ", flows " + attempt.getFlowVersion());
    }

    public JobEvent noReturn(@Body RunningAttempt attempt, @Header("what") String what) {
        return event(attempt, "point-of-no-return", what);
    }

    public JobEvent settled(@Body Settlement settlement) {
        return new JobEvent(settlement.jobId(), settlement.attempt(), settlement.unspent() ? "given-back" : "settled", null, settlement.summary());
    }

    private static JobEvent event(RunningAttempt attempt, String kind, String detail) {
        return JobEvent.of(attempt, kind, null, detail);
    }
}
