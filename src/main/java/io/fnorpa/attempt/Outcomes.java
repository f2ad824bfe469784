package io.fnorpa.attempt;

import io.fnorpa.account.AccountRestsException;
import io.fnorpa.account.LoginWaitException;
import io.fnorpa.browser.client.BrowserBreakerOpenException;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.BrowserServiceException;
import io.fnorpa.browsers.BrowserNotReadyException;
import io.fnorpa.browsers.NoBrowserException;
import io.fnorpa.database.TextColumn;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.secrets.SecretMissingException;
import io.fnorpa.workers.NoWorkerException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.jboss.logging.Logger;

/** Says what an error outside the flow means for the job. Errors inside it are the flow runner's to judge. */
@ApplicationScoped
@Named("outcomes")
public class Outcomes {

    private static final Logger LOG = Logger.getLogger(Outcomes.class);

    /** Sets the attempt's outcome from what went wrong, unless it has one; or gives it back unspent, if it was not let begin. */
    public void fromFailure(@Body RunningAttempt attempt, @ExchangeException Exception failure) {
        if (failure instanceof AttemptFencedException) {
            LOG.infof("%s is not ours any more: %s", attempt, failure.getMessage());
            if (attempt.getCancelledBy() == null) {
                attempt.fence();
                return;
            }
        }
        if (failure instanceof BrowserBreakerOpenException || failure instanceof AccountRestsException
                || failure instanceof NoBrowserException) {
            attempt.giveBack(TextColumn.REASON.fit(failure.getMessage()));
            return;
        }
        if (failure instanceof NoWorkerException noWorker) {
            attempt.giveBack(TextColumn.REASON.fit(failure.getMessage()), noWorker.pause());
            return;
        }
        if (attempt.getOutcome() == null) {
            attempt.setOutcome(of(failure));
        }
    }

    private static Outcome of(Exception failure) {
        if (failure instanceof SecretMissingException) {
            return Outcome.review(Fault.PLATFORM, "secret-missing", failure.getMessage(), Map.of());
        }
        if (failure instanceof BrowserNotReadyException) {
            return Outcome.retry(Fault.BROWSER, "browser-not-ready", failure.getMessage(), Map.of());
        }
        if (failure instanceof LoginWaitException) {
            return Outcome.retry(Fault.PLATFORM, "login-wait", failure.getMessage(), Map.of());
        }
        if (failure instanceof BrowserException || failure instanceof BrowserServiceException) {
            return Outcome.retry(Fault.BROWSER, "browser-session", failure.getMessage(), Map.of());
        }
        if (failure instanceof AttemptFencedException) {
            return Outcome.retry(Fault.PLATFORM, "cancelled", failure.getMessage(), Map.of());
        }
        LOG.errorf(failure, "An attempt failed outside its flow");
        return Outcome.retry(Fault.PLATFORM, "platform", failure.getClass().getSimpleName() + ": " + failure.getMessage()
                + " See the orchestrator's log.", Map.of());
    }
}
