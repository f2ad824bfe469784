package io.fnorpa.api;

import io.fnorpa.flow.runtime.FnoSettings;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A job that somebody submits, found good. What was left out is null and gets the table's default.
 *
 * @param provider an FNO's own id; an alias was resolved
 * @param caller   who submits it
 */
public record NewJob(
        String externalRef,
        String provider,
        String type,
        Map<String, Object> parameters,
        Integer priority,
        OffsetDateTime runAfter,
        Integer maxAttempts,
        Integer deadlineSeconds,
        String caller) {

    /** The parameters of {@code insert-job.sql} and {@code select-job-by-ref.sql}. */
    public Map<String, Object> getRow() {
        Map<String, Object> row = new HashMap<>();
        row.put("external_ref", externalRef);
        row.put("provider", provider);
        row.put("type", type);
        row.put("parameters", ApiJson.write(parameters));
        row.put("priority", priority == null ? 0 : priority);
        row.put("run_after", runAfter);
        row.put("max_attempts", maxAttempts);
        row.put("deadline_seconds", deadlineSeconds);
        return row;
    }

    public boolean hasExternalRef() {
        return externalRef != null;
    }

    public String caller() {
        return caller;
    }

    /**
     * Is this row the same work: provider, type and parameters? The other fields say when and how often, and change in a
     * job's life.
     */
    boolean isSameWorkAs(JobRow row, FnoSettings settings) {
        return settings.isCalled(row.text("PROVIDER"))
                && Objects.equals(type, row.text("TYPE"))
                && row.json("PARAMETERS").equals(ApiJson.read(ApiJson.write(parameters)));
    }
}
