package io.fnorpa.attempt;

import io.fnorpa.flow.AttemptFencedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** Stops attempts whose row is not theirs any more. */
@ApplicationScoped
@Named("fencing")
public class Fencing {

    /**
     * @param cancelled rows of {@code who-cancelled.sql}: one if a person cancelled the job, none if it was taken over
     */
    public void stop(@Body RunningAttempt attempt, @Header("cancelled") List<Map<String, Object>> cancelled) {
        if (cancelled.isEmpty()) {
            attempt.fence();
            throw new AttemptFencedException("The row of " + attempt + " is under another lease: it was taken over");
        }
        attempt.cancel((String) cancelled.get(0).get("CANCEL_BY"));
        throw new AttemptFencedException("The job of " + attempt + " was cancelled by " + attempt.getCancelledBy());
    }

    public void passNoReturn(@Body RunningAttempt attempt) {
        attempt.passNoReturn();
    }
}
