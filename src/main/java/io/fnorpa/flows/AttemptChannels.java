package io.fnorpa.flows;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.flow.AttemptChannel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import org.apache.camel.ProducerTemplate;

/** Makes the channels through which flows in this process reach the platform's routes. */
@ApplicationScoped
public class AttemptChannels {

    private final Instance<ProducerTemplate> routes;

    AttemptChannels(Instance<ProducerTemplate> routes) {
        this.routes = routes;
    }

    public AttemptChannel of(RunningAttempt attempt) {
        return new LocalAttemptChannel(attempt, routes.get());
    }
}
