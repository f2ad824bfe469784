package io.fnorpa.flow.runtime;

import io.fnorpa.flow.FlowAttempt;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Before each step: the deadline is not past, and the attempt is ours. So a loop without a verb ends too. */
final class Limits implements InterceptStrategy {

    @Override
    public Processor wrapProcessorInInterceptors(CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new Limited(target);
    }

    private static final class Limited extends DelegateAsyncProcessor {

        Limited(Processor target) {
            super(target);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                FlowAttempt attempt = FlowAttempt.of(exchange);
                attempt.requireOurs();
                attempt.requireTime();
            } catch (RuntimeException e) {
                exchange.setException(e);
                callback.done(true);
                return true;
            }
            return super.process(exchange, callback);
        }
    }
}
