package io.fnorpa.flow.component.browser;

import io.fnorpa.flow.component.FlowProducer;
import io.fnorpa.flow.component.MessageOption;
import io.fnorpa.flow.FlowAttempt;
import java.util.Map;
import org.apache.camel.Exchange;

/** Has a verb done for each message. */
final class BrowserProducer extends FlowProducer {

    private final BrowserVerb verb;
    private final Map<String, MessageOption> options;

    BrowserProducer(BrowserEndpoint endpoint) {
        super(endpoint);
        this.verb = endpoint.verb();
        this.options = messageOptions(endpoint.options());
    }

    @Override
    protected void perform(Exchange exchange, FlowAttempt attempt) {
        verb.perform(new BrowserCall(verb, options, exchange, attempt));
    }
}
