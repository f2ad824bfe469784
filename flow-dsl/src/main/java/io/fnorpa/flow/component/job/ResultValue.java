package io.fnorpa.flow.component.job;

import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a result field may hold, as it is at this moment: texts, numbers, yes and no, nothing, and lists and maps of these. It becomes JSON, and is kept in the job's row. */
final class ResultValue {

    private static final int DEEPEST = 10;
    private static final int MOST = 100_000;

    private int left = MOST;

    private ResultValue() {}

    /** @throws IllegalArgumentException it is something else, or has no end */
    static Object of(Object value) {
        return new ResultValue().copy(value, 0);
    }

    private Object copy(Object value, int depth) {
        if (depth > DEEPEST || left-- == 0) {
            throw new IllegalArgumentException("a result has at most " + DEEPEST + " levels and " + MOST + " values; is it a map that holds itself?");
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof Temporal || value instanceof Enum<?>) {
            return value.toString();
        }
        if (value instanceof Date date) {
            return date.toInstant().toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(String.valueOf(key), copy(entry, depth + 1)));
            return copy;
        }
        if (value instanceof Collection<?> items) {
            List<Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(copy(item, depth + 1)));
            return copy;
        }
        throw new IllegalArgumentException("a value of " + value.getClass().getName() + " is no result; results are texts, numbers, true, false, lists and maps");
    }
}
