package io.fnorpa.tools.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.flow.FlowAttempt;
import io.fnorpa.flow.FlowStep;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.secret.Secret;
import io.fnorpa.tools.Paper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class StepLinesTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Paper paper = new Paper(new PrintStream(written, true, StandardCharsets.UTF_8));
    private final MutableClock clock = MutableClock.epochUTC();
    private final StepLines lines = new StepLines(paper, clock);
    private final FlowAttempt attempt = new FlowAttempt(new Job(AttemptId.of(1, 1), null, "acme", "validation", Map.of()),
            new BrowserClient(URI.create("http://127.0.0.1:1"), Secret.of("token")), null, Duration.ofSeconds(30),
            Instant.now().plusSeconds(60), Clock.systemUTC());

    @Test
    void aVerbIsALineAndAKameletHasItsVerbsWithinIt() {
        FlowStep login = new FlowStep("kamelet:acme-login", Map.of(), "acme/validation.camel.yaml", 9);
        FlowStep fill = new FlowStep("browser:fill", Map.of("credential", "password", "target", "label=Password"), "acme/acme-login.kamelet.yaml", 20);
        lines.begins(login);
        clock.add(Duration.ofMillis(100));
        lines.begins(fill);
        assertThat(text()).as("on the screen while it is done").endsWith("browser:fill label=Password credential=password  (acme/acme-login.kamelet.yaml:20)");
        clock.add(Duration.ofMillis(250));
        lines.ended(fill, attempt, null);
        clock.add(Duration.ofMillis(1000));
        lines.ended(login, attempt, null);

        assertThat(text().lines()).containsExactly(
                "    0.0 s  kamelet:acme-login  (acme/validation.camel.yaml:9)",
                "    0.1 s    browser:fill label=Password credential=password  (acme/acme-login.kamelet.yaml:20)  ok, 250 ms",
                "    1.4 s  kamelet:acme-login  (acme/validation.camel.yaml:9)  ok, 1.4 s");
    }

    @Test
    void whatWasReadWhatFailedAndWhatEndsTheFlowIsTold() {
        FlowStep extract = new FlowStep("browser:extract", Map.of("name", "status", "target", "css=#s"), "f.yaml", 1);
        attempt.results().put("status", "active");
        lines.begins(extract);
        lines.ended(extract, attempt, null);
        FlowStep click = new FlowStep("browser:click", Map.of("target", "css=#b"), "f.yaml", 2);
        lines.begins(click);
        clock.add(Duration.ofMillis(10));
        lines.ended(click, attempt, new IllegalStateException("No element css=#b\nat line 3"));
        FlowStep fail = new FlowStep("job:fail", Map.of("code", "service-unknown", "message", "Unknown"), "f.yaml", 3);
        lines.begins(fail);
        attempt.end(Outcome.failed("service-unknown", "Unknown", Map.of()));
        lines.ended(fail, attempt, null);

        assertThat(text().lines()).containsExactly(
                "    0.0 s  browser:extract css=#s name=status  (f.yaml:1)  ok, 0 ms: active",
                "    0.0 s  browser:click css=#b  (f.yaml:2)  FAILED after 10 ms: No element css=#b",
                "    0.0 s  job:fail code=service-unknown  (f.yaml:3)  ends the flow: FAILED service-unknown");
    }

    @Test
    void aSecretIsNotWrittenWhateverTextItIsIn() {
        paper.hidden().add(List.of(Secret.of("practice-Sample-3!v")));

        paper.say("The page says practice-Sample-3!v");

        assertThat(text().strip()).isEqualTo("The page says (secret)");
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
