package io.fnorpa.flow.runtime;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;

/** Has Camel read texts as Simple, as it will when a flow is built, so that a slip can be told with its place. Nothing is evaluated. */
final class SimpleSyntax {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^}]*}}");
    /** What stands for a parameter that is known only where the Kamelet is called: it may be part of a name, a key or a number. */
    private static final String ANY = "0";
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|\\$\\{(?:\\{\\{[^}]*}}|[^}])*}");

    private Language simple;

    /** What is wrong with a text such as <code>seen ${body}</code>; empty if nothing is. */
    Optional<String> ofText(String text) {
        return text.contains("${") ? fault(text, filled -> simple().createExpression(filled)) : Optional.empty();
    }

    /** What is wrong with a condition such as <code>${body} == 'x'</code>; empty if nothing is, or if a parameter may be a part of its grammar. */
    Optional<String> ofCondition(String text) {
        boolean known = !QUOTED.matcher(text).replaceAll("").contains("{{");
        return SimpleCheck.conditionFault(text).or(() -> known ? fault(text, filled -> simple().createPredicate(filled)) : Optional.empty());
    }

    private static Optional<String> fault(String text, Consumer<String> reading) {
        if (!SimpleCheck.faults(text).isEmpty()) {
            return Optional.empty(); // told by then
        }
        try {
            reading.accept(PLACEHOLDER.matcher(text.strip()).replaceAll(ANY));
            return Optional.empty();
        } catch (RuntimeException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return Optional.of("Camel cannot read '" + text.strip() + "' as Simple: " + reason);
        }
    }

    private Language simple() {
        if (simple == null) {
            DefaultCamelContext camel = new DefaultCamelContext(false);
            FlowBounds.draw(camel);
            simple = camel.resolveLanguage("simple");
        }
        return simple;
    }
}
