package io.fnorpa.console;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** Numbers, texts and what is put together of them. Any other object Jolokia would take apart, through all that hangs on it. */
final class PlainValue {

    private PlainValue() {}

    static Object require(Object value) {
        if (!isPlain(value)) {
            throw new SecurityException("The console does not take apart a " + value.getClass().getName());
        }
        return value;
    }

    private static boolean isPlain(Object value) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof Character
                || value instanceof Date || value instanceof Enum || value instanceof ObjectName || value instanceof CompositeData || value instanceof TabularData) {
            return true;
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().allMatch(entry -> isPlain(entry.getKey()) && isPlain(entry.getValue()));
        }
        if (value instanceof Collection<?> several) {
            return several.stream().allMatch(PlainValue::isPlain);
        }
        return value.getClass().isArray() && IntStream.range(0, Array.getLength(value)).allMatch(index -> isPlain(Array.get(value, index)));
    }
}
