package io.fnorpa.queue;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.attempt.Settlement;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;
import org.apache.camel.Body;

/**
 * Counts what this instance does with jobs, by provider: attempts that it begins ({@code first}, {@code again},
 * {@code lookup}), what they are settled as, those that go back unspent, jobs whose attempts or lookups are used up, attempts that were lost by some instance.
 */
@ApplicationScoped
@Named("jobMetrics")
public class JobMetrics {

    private static final String PROVIDER = "provider";

    private final MeterRegistry meters;

    JobMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    public void begun(@Body RunningAttempt attempt) {
        String kind = attempt.isLookup() ? "lookup" : attempt.getNumber() == 1 ? "first" : "again";
        meters.counter("rpa.jobs.attempts", PROVIDER, attempt.getProvider(), "kind", kind).increment();
    }

    public void settled(@Body Settlement settlement) {
        if (settlement.unspent()) {
            meters.counter("rpa.jobs.attempts.given.back", PROVIDER, settlement.provider()).increment();
            return;
        }
        meters.counter("rpa.jobs.settled", PROVIDER, settlement.provider(), "state", settlement.state().name()).increment();
        if (settlement.attemptsUsedUp()) {
            meters.counter("rpa.jobs.attempts.used.up", PROVIDER, settlement.provider()).increment();
        }
    }

    /** @param row of a job that was taken over */
    public void lost(@Body Map<String, Object> row) {
        meters.counter("rpa.jobs.attempts.lost", PROVIDER, (String) row.get("PROVIDER")).increment();
    }
}
