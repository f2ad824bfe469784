package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Verdict;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.Ticket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flows in a context that is not their own: one version after the other, and nothing of the one before is left. */
class HostedFlowsTest {

    @TempDir
    Path folder;

    private final CamelContext host = new DefaultCamelContext();
    private FlowFiles files;
    private HostedFlows flows;

    @BeforeEach
    void start() {
        files = new FlowFiles(folder);
        host.start();
        flows = new HostedFlows(host, folder, "octotel");
    }

    @AfterEach
    void stop() {
        host.stop();
    }

    @Test
    void aVersionTakesThePlaceOfTheOneBefore() throws Exception {
        save("one");
        int routes = host.getRoutesSize();
        RecordingChannel first = new RecordingChannel();
        assertThat(run(first).result()).containsEntry("said", "one");
        assertThat(first.told).as("a Kamelet is a step").contains("step octotel-say");

        for (String word : new String[] {"two", "three"}) {
            save(word);
            assertThat(run(new RecordingChannel()).result()).containsEntry("said", word);
        }
        assertThat(host.getRoutesSize()).isEqualTo(routes);
    }

    /** The host may have routes of its own. */
    @Test
    void whatIsNoAttemptGoesItsWay() throws Exception {
        host.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:other").setBody(constant("done"));
            }
        });
        save("one");

        assertThat(host.createProducerTemplate().requestBody("direct:other", "", String.class)).isEqualTo("done");
        assertThat(host.getRoute("octotel-validation")).isNotNull();
    }

    private void save(String word) throws Exception {
        files.kamelet("octotel-say", "- to: { uri: job:result, parameters: { name: said, value: " + word + " } }")
                .validation("- to: kamelet:octotel-say");
        try (FlowLibrary library = FlowLibrary.loadOne(folder, "octotel")) {
            flows.replaceBy(library.of("octotel").orElseThrow(() -> new AssertionError(library.refused())));
        }
    }

    private Outcome run(RecordingChannel channel) {
        AttemptId attempt = AttemptId.of(1, 1);
        Ticket ticket = new Ticket(attempt, URI.create("http://127.0.0.1:1"), "s", Secret.of("t"), null, null, null, Instant.now().plusSeconds(60));
        Outcome outcome = new FlowRunner((provider, version) -> Optional.empty()).runIn(host, "octotel-validation",
                new Job(attempt, null, "octotel", "validation", Map.of("service_id", "OCT-1")), ticket, channel);
        assertThat(outcome.verdict()).as(String.valueOf(outcome.message())).isEqualTo(Verdict.SUCCEEDED);
        return outcome;
    }
}
