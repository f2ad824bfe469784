package io.fnorpa.workers;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flows.AttemptChannels;
import io.fnorpa.parts.PartsTestResource;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.Ticket;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;

/** {@link ChannelContract} in the orchestrator's process. */
@QuarkusTest
@WithTestResource(PartsTestResource.class)
class LocalChannelTest extends ChannelContract {

    @Inject
    AttemptChannels channels;

    @Override
    AttemptChannel channel(RunningAttempt running) {
        return channels.of(running);
    }

    @Override
    Ticket ticket(URI browser) {
        Secret session = tokens.session("browser-of-tests", attempt.getId(), "s-1", attempt.getDeadline());
        return new Ticket(attempt.getId(), browser, "s-1", session, null, null, attempt.getFlowVersion(), attempt.getDeadline());
    }
}
