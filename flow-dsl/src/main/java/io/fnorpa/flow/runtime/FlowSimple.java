package io.fnorpa.flow.runtime;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.language.simple.SimpleLanguage;

/**
 * Simple as far as it is for flows. Each text is looked at as Camel comes to read it, with {{...}} filled in; so is what Camel
 * takes for Simple only when a message passes, such as arguments of functions.
 */
final class FlowSimple extends SimpleLanguage {

    /** Of a text that an expression gives, in characters: one that is put together of itself again and again would have no end. */
    private static final int LONGEST = 4 * 1024 * 1024;

    @Override
    public Predicate createPredicate(String expression) {
        SimpleCheck.conditionFault(expression).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        return super.createPredicate(allowed(expression));
    }

    @Override
    public Expression createExpression(String expression) {
        return new Bounded(super.createExpression(allowed(expression)));
    }

    private record Bounded(Expression expression) implements Expression {

        @Override
        public <T> T evaluate(Exchange exchange, Class<T> type) {
            T value = expression.evaluate(exchange, type);
            if (value instanceof CharSequence text && text.length() > LONGEST) {
                throw new IllegalArgumentException("A text has more than " + LONGEST + " characters: " + expression);
            }
            return value;
        }

        @Override
        public void init(CamelContext context) {
            expression.init(context);
        }

        @Override
        public String toString() {
            return expression.toString();
        }
    }

    private static String allowed(String text) {
        List<String> faults = Stream.concat(TextCheck.faults(text).stream(), SimpleCheck.faults(text).stream()).toList();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return text;
    }
}
