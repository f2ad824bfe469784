package io.fnorpa.recovery;

import io.fnorpa.attempt.AttemptEnd;
import io.fnorpa.attempt.Attempts;
import io.fnorpa.attempt.Lookup;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.attempt.Settlement;
import io.fnorpa.attempt.Settlements;
import io.fnorpa.browsers.BrowserSupply;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flows.Flows;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jboss.logging.Logger;

/** What is done about attempts that were lost: their process died, froze, or was cut off from the database. */
@ApplicationScoped
@Named("recovery")
public class Recovery {

    private static final Logger LOG = Logger.getLogger(Recovery.class);

    private final PlatformConfig config;
    private final Settlements settlements;
    private final Attempts attempts;
    private final BrowserSupply browsers;
    private final Flows flows;

    Recovery(PlatformConfig config, Settlements settlements, Attempts attempts, BrowserSupply browsers,
            Flows flows) {
        this.config = config;
        this.settlements = settlements;
        this.attempts = attempts;
        this.browsers = browsers;
        this.flows = flows;
    }

    /** Decides about a job that was taken over, from its row alone. Its browser is gone. */
    public Settlement decide(@Body Map<String, Object> row, @Header("leaseToken") String leaseToken) {
        LOG.warnf("Attempt %s at job %s was lost by %s", row.get("ATTEMPT"), row.get("ID"), row.get("LEASE_OWNER"));
        String provider = (String) row.get("PROVIDER");
        boolean pastNoReturn = row.get("NO_RETURN_AT") != null;
        int lookups = number(row, "LOOKUPS");
        return settlements.decide(new AttemptEnd(AttemptId.of(((Number) row.get("ID")).longValue(), number(row, "ATTEMPT")), provider, leaseToken,
                row.get("MAX_ATTEMPTS") == null ? config.retryAttempts() : number(row, "MAX_ATTEMPTS"), pastNoReturn,
                pastNoReturn && flows.hasLookup(provider, (String) row.get("TYPE")),
                lookups == 0 ? null : new Lookup(lookups, number(row, "LOOKUP_MISSES")), (String) row.get("CANCEL_BY"),
                Outcome.retry(Outcome.Fault.PLATFORM, "attempt-lost",
                        "Its lease, held last by instance " + row.get("LEASE_OWNER") + ", was not renewed: the instance was killed, frozen, or cut off from the database.",
                        Map.of())));
    }

    private static int number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).intValue();
    }

    /** In seconds: some instance looks again after this whether the lost attempt's browser is gone. */
    public long lookAgainSeconds() {
        return Math.max(1, config.lease().heartbeat().toSeconds());
    }

    /** A job that was taken over may be one that this instance itself has under way, if it was frozen: it is not its any more. */
    public void fenceHere(@Body Map<String, Object> row, @Header("leaseToken") String leaseToken) {
        attempts.find(((Number) row.get("ID")).longValue())
                .filter(attempt -> !attempt.getLeaseToken().equals(leaseToken))
                .ifPresent(this::fence);
    }

    /** This instance has lost an attempt: nothing more is written for it, and its browser ends. */
    public void fence(@Body RunningAttempt attempt) {
        if (!attempt.isFenced()) {
            LOG.warnf("%s was taken over; its browser is ended here", attempt);
        }
        attempt.fence();
        browsers.stop(attempt);
    }

    /** A person has cancelled it: its browser ends, the flow fails on it, and the settlement is CANCELLED. */
    public void cancel(@Body RunningAttempt attempt, @Header("cancelBy") String by) {
        LOG.infof("%s was cancelled by %s; its browser is ended", attempt, by);
        attempt.cancel(by);
        browsers.stop(attempt);
    }

    /** The attempt at a job, if it is under way here; else null. */
    public RunningAttempt here(@Header("id") long jobId) {
        return attempts.find(jobId).orElse(null);
    }
}
