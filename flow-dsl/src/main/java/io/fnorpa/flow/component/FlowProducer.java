package io.fnorpa.flow.component;

import io.fnorpa.flow.FlowAttempt;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * What all verbs do around their work. When a flow has ended itself (job:fail and its like) the exchange is marked to
 * stop; Camel's EIPs obey this through kamelet:, direct:, choice, doTry and loop, but not in the parts of a split, which
 * are exchanges of their own. Therefore a verb that is still reached after the end does nothing but stop again.
 */
public abstract class FlowProducer extends DefaultProducer {

    protected FlowProducer(Endpoint endpoint) {
        super(endpoint);
    }

    protected final Map<String, MessageOption> messageOptions(Map<String, String> texts) {
        Map<String, MessageOption> options = new LinkedHashMap<>();
        texts.forEach((name, text) -> options.put(name, MessageOption.of(getEndpoint().getCamelContext(), text)));
        return options;
    }

    @Override
    public final void process(Exchange exchange) {
        FlowAttempt attempt = FlowAttempt.of(exchange);
        attempt.requireOurs();
        if (attempt.end().isEmpty()) {
            perform(exchange, attempt);
        }
        if (attempt.end().isPresent()) {
            exchange.setRouteStop(true);
        }
    }

    protected abstract void perform(Exchange exchange, FlowAttempt attempt);
}
