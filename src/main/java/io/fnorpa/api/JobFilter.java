package io.fnorpa.api;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which jobs a list shows, and which page of it. Null: any.
 *
 * @param from submitted then or later
 * @param to   submitted before
 */
public record JobFilter(
        Set<String> states,
        String provider,
        String type,
        String externalRef,
        OffsetDateTime from,
        OffsetDateTime to,
        int limit,
        int offset) {

    public boolean hasExternalRef() {
        return externalRef != null;
    }

    /** The parameters of {@code list-jobs.sql}, {@code list-jobs-by-ref.sql} and their counts. */
    public Map<String, Object> getRow() {
        Map<String, Object> row = new HashMap<>();
        row.put("states", states);
        row.put("any_provider", provider == null ? 1 : 0);
        row.put("provider", provider == null ? "-" : provider);
        row.put("any_type", type == null ? 1 : 0);
        row.put("type", type == null ? "-" : type);
        row.put("external_ref", externalRef);
        row.put("submitted_from", from);
        row.put("submitted_to", to);
        row.put("limit", limit);
        row.put("offset", offset);
        return row;
    }
}
