package io.fnorpa.api;

import io.fnorpa.evidence.JobEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** The events of what people do, each with the person's name. */
@ApplicationScoped
@Named("apiEvents")
public class ApiEvents {

    public JobEvent submitted(@Body List<Map<String, Object>> rows, @Variable("request") NewJob job) {
        return event(rows, "submitted", "by " + job.caller());
    }

    public JobEvent cancelled(@Body List<Map<String, Object>> rows, @Variable("request") JobAction action) {
        return event(rows, "cancelled", action.summary());
    }

    public JobEvent cancelAsked(@Body List<Map<String, Object>> rows, @Variable("request") JobAction action) {
        return event(rows, "cancel-asked", action.summary());
    }

    public JobEvent retried(@Body List<Map<String, Object>> rows, @Variable("request") JobAction action) {
        String seen = action.confirmed() ? ", who saw in the portal that it was not done" : "";
        return event(rows, "retried", action.summary() + seen);
    }

    public JobEvent settledByHand(@Body List<Map<String, Object>> rows, @Variable("request") JobAction action) {
        return event(rows, "settled-by-hand", action.state() + " " + action.summary());
    }

    private static JobEvent event(List<Map<String, Object>> rows, String kind, String detail) {
        JobRow row = new JobRow(rows.get(0));
        return new JobEvent(row.id(), row.number("ATTEMPT").intValue(), kind, null, detail);
    }
}
