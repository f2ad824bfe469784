package io.fnorpa.api;

import io.fnorpa.evidence.ChainedEvent;
import io.fnorpa.evidence.EventChain;
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

    private final EventChain chain;

    ApiEvents(EventChain chain) {
        this.chain = chain;
    }

    public JobEvent submitted(@Body List<Map<String, Object>> rows, @Variable("request") NewJob job) {
        return event(rows, "submitted", "by " + job.caller());
    }

    /** The parameters of {@code append-first-events.sql}, one map for each row that was made. */
    public List<Map<String, Object>> submittedTogether(List<Map<String, Object>> made, NewBatch batch) {
        String detail = "by " + batch.jobs().get(0).caller();
        return made.stream().map(row -> chain.append(new JobEvent(new JobRow(row).id(), 0, "submitted", null, detail), new JobRow(row).id(), null))
                .map(ApiEvents::columns).toList();
    }

    private static Map<String, Object> columns(ChainedEvent event) {
        return Map.of("job_id", event.jobId(), "seq", event.seq(), "attempt", event.attempt(), "happened_at", event.time(),
                "kind", event.kind(), "detail", event.detail(), "prev_hash", event.prevHash(), "hash", event.hash());
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
