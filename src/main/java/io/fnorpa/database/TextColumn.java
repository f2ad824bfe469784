package io.fnorpa.database;

import java.nio.charset.StandardCharsets;

/** Columns that take texts of any origin, with their widths: Oracle counts bytes, and refuses what is wider. */
public enum TextColumn {
    /** What kind of event. */
    KIND(40),
    CONTENT_TYPE(100),
    /** Who asked for a cancellation. */
    PERSON(100),
    ERROR_CODE(100),
    /** Step of a job or of an event. */
    STEP(200),
    /** Why a job waits, why a lane is closed. */
    REASON(500),
    /** What went wrong with a job. */
    MESSAGE(2000),
    /** What an event tells. */
    DETAIL(2000);

    private static final String CUT = "…";

    private final int bytes;

    TextColumn(int bytes) {
        this.bytes = bytes;
    }

    /** The text as the column holds it: cut with an ellipsis where it is wider; null for an empty one, as in Oracle. */
    public String fit(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return size(text) <= bytes ? text : cut(text, bytes - size(CUT)) + CUT;
    }

    private static String cut(String text, int bytes) {
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            used += size(Character.toString(c));
            if (used > bytes) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.toString();
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
