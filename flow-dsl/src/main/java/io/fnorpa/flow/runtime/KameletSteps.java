package io.fnorpa.flow.runtime;

import io.fnorpa.flow.FlowAttempt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Tells each Kamelet that the flow enters as the attempt's step: its name is what operators know. */
final class KameletSteps implements InterceptStrategy {

    /** Not {@code kamelet://sink}, which Camel puts at the end of each Kamelet. */
    private static final Pattern CALL = Pattern.compile("kamelet:([A-Za-z0-9_-]+).*", Pattern.DOTALL);

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        String uri = definition instanceof ToDefinition to ? String.valueOf(to.getUri()) : "";
        Matcher call = CALL.matcher(uri);
        return call.matches() ? new Entry(target, call.group(1)) : target;
    }

    private static final class Entry extends DelegateAsyncProcessor {

        private final String kamelet;

        Entry(Processor target, String kamelet) {
            super(target);
            this.kamelet = kamelet;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            FlowAttempt attempt;
            try {
                attempt = FlowAttempt.of(exchange);
                attempt.requireOurs();
                attempt.enterKamelet(kamelet);
            } catch (RuntimeException e) {
                exchange.setException(e);
                callback.done(true);
                return true;
            }
            return super.process(exchange, doneSync -> {
                attempt.leaveKamelet();
                callback.done(doneSync);
            });
        }
    }
}
