package io.fnorpa.flow.runtime;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.language.simple.SimpleLanguage;

/**
 * Simple as far as it is for flows. Each text is looked at as Camel comes to read it, with {{...}} filled in; so is what Camel
 * takes for Simple only when a message passes, such as arguments of functions.
 */
final class FlowSimple extends SimpleLanguage {

    @Override
    public Predicate createPredicate(String expression) {
        return super.createPredicate(allowed(expression));
    }

    @Override
    public Expression createExpression(String expression) {
        return super.createExpression(allowed(expression));
    }

    private static String allowed(String text) {
        List<String> faults = Stream.concat(TextCheck.faults(text).stream(), SimpleCheck.faults(text).stream()).toList();
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return text;
    }
}
