package io.fnorpa.flow.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.Language;

/**
 * Goes into maps and lists by keys, <code>[parameters][service_id]</code> or <code>.parameters.service_id</code>, and
 * does nothing else. Simple uses Camel's bean language for that, which would call any method of any object; this stands
 * in its place. A key that is not there gives nothing, and so does going into nothing.
 */
final class KeyLanguage implements Language {

    private static final Pattern KEY = Pattern.compile("\\G\\??(?:\\[\\s*'?([^\\]']+?)'?\\s*]|\\??\\.?\\??([A-Za-z0-9_-]+))");

    @Override
    public Predicate createPredicate(String expression) {
        throw refused(expression);
    }

    @Override
    public Expression createExpression(String expression) {
        throw refused(expression);
    }

    /** @param properties as Simple gives them: a result type (not used), the value, the keys */
    @Override
    public Expression createExpression(String expression, Object[] properties) {
        boolean valueAndKeys = properties.length == 3 && properties[2] instanceof String;
        if (!valueAndKeys || !(properties[1] instanceof Map || properties[1] instanceof List)) {
            throw refused(valueAndKeys ? (String) properties[2] : "bean");
        }
        return new Walk(properties[1], keys((String) properties[2]));
    }

    private static List<String> keys(String text) {
        Matcher key = KEY.matcher(text);
        List<String> keys = new ArrayList<>();
        int end = 0;
        while (key.find()) {
            keys.add(key.group(1) == null ? key.group(2) : key.group(1));
            end = key.end();
        }
        if (end != text.length()) {
            throw refused(text);
        }
        return keys;
    }

    private static IllegalArgumentException refused(String what) {
        return new IllegalArgumentException("'" + what + "' is not for flows: values are read by key alone, such as ${variable.job[parameters][service_id]}");
    }

    /** From a value along the keys. */
    private record Walk(Object start, List<String> keys) implements Expression {

        @Override
        public <T> T evaluate(Exchange exchange, Class<T> type) {
            Object value = start;
            for (String key : keys) {
                value = step(value, key);
            }
            return exchange.getContext().getTypeConverter().convertTo(type, exchange, value);
        }

        @Override
        public void init(CamelContext context) {
            // nothing to prepare
        }

        private static Object step(Object value, String key) {
            if (value instanceof Map<?, ?> map) {
                return map.get(key);
            }
            if (value instanceof List<?> list) {
                int index = key.equals("last") ? list.size() - 1 : Integer.parseInt(key);
                return index >= 0 && index < list.size() ? list.get(index) : null;
            }
            if (value == null) {
                return null;
            }
            throw refused(key);
        }
    }
}
