package io.fnorpa.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** A row as the sql component read it. Drivers differ in their types for numbers and times; here they are one. */
final class JobRow {

    private final Map<String, Object> columns;

    JobRow(Map<String, Object> columns) {
        this.columns = columns;
    }

    String text(String column) {
        Object value = columns.get(column);
        return value == null ? null : value.toString();
    }

    /** Null where the column is. */
    Long number(String column) {
        return columns.get(column) instanceof Number value ? value.longValue() : null;
    }

    long id() {
        return number("ID");
    }

    /** To the millisecond; null where the column is. */
    Instant time(String column) {
        Object value = columns.get(column);
        Instant time = value instanceof OffsetDateTime offset ? offset.toInstant()
                : value instanceof Timestamp stamp ? stamp.toInstant() : null;
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** As it stands in answers: {@code 2026-03-31T06:00:00.123Z}. */
    String timeText(String column) {
        Instant time = time(column);
        return time == null ? null : time.toString();
    }

    /** A column with JSON. What somebody put there by SQL and is not JSON is shown as a string. */
    JsonNode json(String column) {
        String text = text(column);
        return text == null ? NullNode.getInstance() : ApiJson.readOrText(text);
    }
}
