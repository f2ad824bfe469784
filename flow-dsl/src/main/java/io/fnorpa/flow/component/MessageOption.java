package io.fnorpa.flow.component;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/** An option's value: a text as it stands, or, with <code>${</code> in it, Simple that is evaluated for each message. */
public final class MessageOption {

    private final String text;
    private final Expression expression;

    private MessageOption(String text, Expression expression) {
        this.text = text;
        this.expression = expression;
    }

    public static MessageOption of(CamelContext context, String text) {
        if (!text.contains("${")) {
            return new MessageOption(text, null);
        }
        Expression expression = context.resolveLanguage("simple").createExpression(text);
        expression.init(context);
        return new MessageOption(text, expression);
    }

    /** The value as a text. An expression that gives nothing is refused, so that no empty field is filled in silence. */
    public String text(Exchange exchange) {
        if (expression == null) {
            return text;
        }
        String value = expression.evaluate(exchange, String.class);
        if (value == null) {
            throw new IllegalArgumentException(text + " gave nothing; has the job this parameter, and was this variable set before?");
        }
        return value;
    }

    /** The value as it is: a table stays a table; null where there is none. */
    public Object value(Exchange exchange) {
        return expression == null ? text : expression.evaluate(exchange, Object.class);
    }
}
