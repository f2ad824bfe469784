package io.fnorpa.api;

import io.fnorpa.database.TextColumn;
import java.util.HashMap;
import java.util.Map;

/**
 * What a person wants done with a lane.
 *
 * @param provider an FNO's own id; an alias was resolved
 * @param caller   who wants it
 * @param reason   pause: why, for other operators; else null
 */
public record LaneAction(String provider, String caller, String reason) {

    /** The parameters of {@code pause-lane.sql} and {@code resume-lane.sql}. */
    public Map<String, Object> getRow() {
        Map<String, Object> row = new HashMap<>();
        row.put("provider", provider);
        row.put("reason", TextColumn.REASON.fit("paused by " + caller + ": " + reason));
        return row;
    }

    public String provider() {
        return provider;
    }

    public String caller() {
        return caller;
    }

    public String reason() {
        return reason;
    }
}
