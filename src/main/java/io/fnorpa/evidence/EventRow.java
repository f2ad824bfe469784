package io.fnorpa.evidence;

import java.util.Map;

/** Reads {@code select-events.sql}'s rows. */
public final class EventRow {

    private EventRow() {}

    /** The event as it was stored. */
    public static ChainedEvent read(Map<String, Object> row) {
        return new ChainedEvent(number(row, "JOB_ID").longValue(), number(row, "SEQ").intValue(),
                number(row, "ATTEMPT").intValue(), text(row, "HAPPENED_AT"), text(row, "KIND"), text(row, "STEP"),
                text(row, "DETAIL"), text(row, "EVIDENCE_KEY"), text(row, "CONTENT_TYPE"), text(row, "SHA256"),
                text(row, "PREV_HASH"), text(row, "HASH"));
    }

    private static Number number(Map<String, Object> row, String column) {
        return (Number) row.get(column);
    }

    private static String text(Map<String, Object> row, String column) {
        return (String) row.get(column);
    }
}
