package io.fnorpa.flow.component.job;

import io.fnorpa.flow.FlowAttempt;
import io.fnorpa.flow.component.FlowProducer;
import io.fnorpa.flow.component.MessageOption;
import io.fnorpa.flow.component.StepName;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;

/** Has a verb done for each message. */
final class JobProducer extends FlowProducer {

    private final JobVerb verb;
    private final Map<String, MessageOption> options;

    JobProducer(JobEndpoint endpoint) {
        super(endpoint);
        this.verb = endpoint.verb();
        this.options = messageOptions(endpoint.options());
    }

    @Override
    protected void perform(Exchange exchange, FlowAttempt attempt) {
        switch (verb) {
            case FAIL -> attempt.end(Outcome.failed(code(exchange), text(exchange, "message"), attempt.results()));
            case RETRY -> attempt.end(Outcome.retry(fault(exchange, Fault.PORTAL), code(exchange), text(exchange, "message"), attempt.results()));
            case REVIEW -> attempt.end(Outcome.review(fault(exchange, Fault.NONE), code(exchange), text(exchange, "message"), attempt.results()));
            case POINT_OF_NO_RETURN -> passPointOfNoReturn(text(exchange, "what"), attempt);
            case RESULT -> attempt.results().put(text(exchange, "name"), result(exchange));
            case NOTE -> attempt.channel().event("note", attempt.step().orElse(null), text(exchange, "message"));
        }
    }

    private Object result(Exchange exchange) {
        try {
            return ResultValue.of(options.get("value").value(exchange));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(verb.fullName() + ", option 'value': " + e.getMessage());
        }
    }

    private static void passPointOfNoReturn(String what, FlowAttempt attempt) {
        attempt.step("point of no return: " + what);
        attempt.passPointOfNoReturn(what);
    }

    private String code(Exchange exchange) {
        return StepName.require("code", text(exchange, "code"));
    }

    private Fault fault(Exchange exchange, Fault byDefault) {
        return options.containsKey("fault") ? Fault.valueOf(text(exchange, "fault").toUpperCase(Locale.ROOT)) : byDefault;
    }

    private String text(Exchange exchange, String option) {
        try {
            return options.get(option).text(exchange);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(verb.fullName() + ", option '" + option + "': " + e.getMessage());
        }
    }
}
