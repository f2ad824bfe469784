package io.fnorpa.recovery;

import io.fnorpa.attempt.Attempts;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.attempt.Settlement;
import io.fnorpa.attempt.Settlements;
import io.fnorpa.browsers.LocalBrowsers;
import io.fnorpa.config.PlatformConfig;
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
    private final LocalBrowsers browsers;

    Recovery(PlatformConfig config, Settlements settlements, Attempts attempts, LocalBrowsers browsers) {
        this.config = config;
        this.settlements = settlements;
        this.attempts = attempts;
        this.browsers = browsers;
    }

    /** Decides about a job that was taken over, from its row alone. */
    public Settlement decide(@Body Map<String, Object> row, @Header("leaseToken") String leaseToken) {
        long id = ((Number) row.get("ID")).longValue();
        int attempt = ((Number) row.get("ATTEMPT")).intValue();
        int maxAttempts = row.get("MAX_ATTEMPTS") == null ? config.retryAttempts() : ((Number) row.get("MAX_ATTEMPTS")).intValue();
        LOG.warnf("Attempt %d at job %d was lost by %s", attempt, id, row.get("LEASE_OWNER"));
        return settlements.decide(id, attempt, leaseToken, maxAttempts, row.get("NO_RETURN_AT") != null, (String) row.get("CANCEL_BY"),
                Outcome.retry(Outcome.Fault.PLATFORM, "attempt-lost",
                        "Instance " + row.get("LEASE_OWNER") + " did not renew its lease: it was killed, frozen, or cut off from the database.",
                        Map.of()));
    }

    /** This instance has lost an attempt: nothing more is written for it, and its browser ends. */
    public void fence(@Body RunningAttempt attempt) {
        LOG.warnf("%s was taken over by another instance; its browser is ended here", attempt);
        attempt.fence();
        browsers.end(attempt);
    }

    /** A person has cancelled it: its browser ends, the flow fails on it, and the settlement is CANCELLED. */
    public void cancel(@Body RunningAttempt attempt, @Header("cancelBy") String by) {
        LOG.infof("%s was cancelled by %s; its browser is ended", attempt, by);
        attempt.cancel(by);
        browsers.end(attempt);
    }

    /** The attempt at a job, if it is under way here; else null. */
    public RunningAttempt here(@Header("id") long jobId) {
        return attempts.find(jobId).orElse(null);
    }
}
