package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.browser.client.Resending;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.FlowAttempt;
import io.fnorpa.flow.FlowStep;
import io.fnorpa.flow.StepWatch;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.job.Outcome.Verdict;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.Ticket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How flows end, without a browser: nobody listens where the ticket says. */
class FlowRunnerTest {

    private static final Resending ONCE = new Resending(1, Duration.ZERO, Duration.ZERO);
    private static final String FAIL = """
            - to:
                uri: job:fail
                parameters: { code: service-unknown, message: "No ${variable.job[parameters][service_id]}" }
            """;
    private static final String MARK = """
            - to: { uri: "job:result", parameters: { name: after, value: reached } }
            """;

    @TempDir
    Path folder;

    private final RecordingChannel channel = new RecordingChannel();
    private FlowFiles files;
    private FlowLibrary library;

    @BeforeEach
    void prepare() {
        files = new FlowFiles(folder);
    }

    @AfterEach
    void stop() {
        if (library != null) {
            library.close();
        }
    }

    @Test
    void aFlowThatRunsToItsEndSucceedsWithItsResults() {
        files.validation("""
                - to: { uri: "job:result", parameters: { name: service, value: "${variable.job[parameters][service_id]}" } }
                - to: { uri: "job:result", parameters: { name: again, value: "<${variable.result[service]}>" } }
                - to: { uri: "job:note", parameters: { message: "attempt ${variable.job[attempt]} of ${variable.job[id]}" } }
                """);

        Outcome outcome = run(Map.of("service_id", "S-1"));

        assertThat(outcome).isEqualTo(Outcome.succeeded(Map.of("service", "S-1", "again", "<S-1>")));
        assertThat(channel.told).containsExactly("note attempt 1 of 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        // in the route itself
        "FAIL\nMARK",
        // in a Kamelet in a Kamelet
        "- to: kamelet:octotel-outer\nMARK",
        // in another route
        "- to: direct:octotel-validation-lookup\nMARK",
        "- choice:\n    when:\n      - simple: \"${variable.job[attempt]} == 1\"\n        steps:\n          - to: kamelet:octotel-outer\n"
            + "          - to: { uri: 'job:result', parameters: { name: after, value: reached } }\nMARK",
        "- doTry:\n    steps:\n      - to: kamelet:octotel-outer\n      - to: { uri: 'job:result', parameters: { name: after, value: reached } }\n"
            + "    doCatch:\n      - exception: [java.lang.Exception]\n        steps:\n          - to: { uri: 'job:result', parameters: { name: after, value: caught } }\n"
            + "    doFinally:\n      steps:\n        - to: { uri: 'job:result', parameters: { name: after, value: lastly } }\nMARK",
        "- loop:\n    constant: \"3\"\n    steps:\n      - to: kamelet:octotel-outer\n      - to: { uri: 'job:result', parameters: { name: after, value: reached } }\nMARK",
        "- split:\n    simple: \"${variable.job[parameters]}\"\n    steps:\n      - to: kamelet:octotel-outer\n      - to: { uri: 'job:result', parameters: { name: after, value: reached } }\nMARK",
        "- filter:\n    simple: \"${variable.job[attempt]} == 1\"\n    steps:\n      - to: kamelet:octotel-outer\nMARK"})
    void jobFailStopsTheWholeFlowWhereverItStands(String steps) {
        files.kamelet("octotel-inner", FAIL + MARK).kamelet("octotel-outer", "- to: kamelet:octotel-inner\n" + MARK)
                .write("octotel/lookup.camel.yaml", FlowFiles.route("octotel-validation-lookup", FAIL + MARK))
                .validation(steps.replace("FAIL", FAIL).replace("MARK", MARK));

        Outcome outcome = run(Map.of("service_id", "S-1"));

        assertThat(outcome).isEqualTo(Outcome.failed("service-unknown", "No S-1", Map.of()));
    }

    @Test
    void kameletsAreTheStepsThatAnOperatorSees() {
        files.kamelet("octotel-inner", MARK).kamelet("octotel-outer", "- to: kamelet:octotel-inner\n")
                .validation("- to: kamelet:octotel-outer\n- to: { uri: 'job:point-of-no-return', parameters: { what: cancellation } }\n");

        run(Map.of());

        assertThat(channel.told).containsExactly("step octotel-outer", "step octotel-inner", "step point of no return: cancellation",
                "point of no return cancellation");
    }

    @Test
    void afterThePointOfNoReturnNothingIsTriedAgain() {
        files.validation("""
                - to: { uri: "job:point-of-no-return", parameters: { what: cancellation of S-1 } }
                - to: { uri: "browser:click", parameters: { target: "#confirm" } }
                """);

        Outcome outcome = run(Map.of());

        assertThat(outcome.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(outcome.fault()).isEqualTo(Fault.BROWSER);
        assertThat(outcome.code()).isEqualTo("browser-unreachable");
        assertThat(outcome.message()).startsWith("browser:click #confirm in step").contains("may have happened");
    }

    @Test
    void aFlowsOwnRetryAfterThePointOfNoReturnIsReviewedToo() {
        files.validation("""
                - to: { uri: "job:point-of-no-return", parameters: { what: cancellation } }
                - to: { uri: "job:retry", parameters: { code: maintenance, message: Closed until four } }
                """);

        assertThat(run(Map.of()).verdict()).isEqualTo(Verdict.REVIEW);
    }

    @Test
    void aReviewMaySayThatTheLoginIsToBlame() {
        files.validation("- to: { uri: 'job:review', parameters: { code: login-refused, message: Wrong password, fault: login } }\n");

        assertThat(run(Map.of())).isEqualTo(Outcome.review(Fault.LOGIN, "login-refused", "Wrong password", Map.of()));
    }

    @Test
    void aBrowserServiceThatDoesNotAnswerIsTheBrowsersFault() {
        files.validation("- to: { uri: 'browser:navigate', parameters: { url: /login } }\n");

        Outcome outcome = run(Map.of());

        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.fault()).isEqualTo(Fault.BROWSER);
        assertThat(outcome.message()).contains("browser:navigate /login").doesNotContain("the-session-token");
        assertThat(channel.told).containsExactly("step open /login");
    }

    @Test
    void aCodeThatCannotBeHadIsThePlatformsFault() {
        files.validation("- to: { uri: 'browser:totp', parameters: { target: '#code', accepted: '#home', refused: '#error' } }\n");

        Outcome outcome = run(Map.of());

        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.fault()).isEqualTo(Fault.PLATFORM);
        assertThat(outcome.code()).isEqualTo("totp-unavailable");
        assertThat(outcome.message()).contains("start it");
    }

    @Test
    void anExpressionThatGivesNothingIsTheFlowsFault() {
        files.validation("- to: { uri: 'job:note', parameters: { message: '${variable.job[parameters][service_id]}' } }\n");

        Outcome outcome = run(Map.of());

        assertThat(outcome.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(outcome.fault()).isEqualTo(Fault.FLOW);
        assertThat(outcome.message()).contains("job:note, option 'message'").contains("service_id").contains("gave nothing");
    }

    @Test
    void whatFailsBehindTheChannelIsThePlatformsFault() {
        channel.broken = new IllegalStateException("database away");
        files.validation("- to: { uri: 'job:point-of-no-return', parameters: { what: cancellation } }\n" + MARK);

        Outcome outcome = run(Map.of());

        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.fault()).isEqualTo(Fault.PLATFORM);
        assertThat(outcome.message()).contains("recording the point of no return").contains("database away");
        assertThat(outcome.result()).isEmpty();
    }

    @Test
    void aFencedAttemptStopsEvenIfTheFlowCatchesEverything() {
        channel.fencedAtStep = true;
        files.kamelet("octotel-inner", MARK).validation("""
                - doTry:
                    steps:
                      - to: kamelet:octotel-inner
                    doCatch:
                      - exception: [java.lang.Exception]
                        steps:
                          - to: { uri: "job:note", parameters: { message: caught } }
                """);

        assertThatThrownBy(() -> run(Map.of())).isInstanceOf(AttemptFencedException.class);
        assertThat(channel.told).containsExactly("step octotel-inner");
    }

    @Test
    void aLoopWithoutAVerbEndsAtTheDeadline() {
        files.validation("""
                - loop:
                    doWhile: true
                    simple: "${variable.job[attempt]} == 1"
                    steps:
                      - doTry:
                          steps:
                            - setBody:
                                simple: "${variable.job[id]}"
                          doCatch:
                            - exception: [java.lang.Exception]
                              steps:
                                - setBody:
                                    simple: "again"
                """);
        library = FlowLibrary.load(folder);

        Outcome outcome = new FlowRunner(library, ONCE, Clock.systemUTC())
                .run(job(Map.of()), ticket(null, Duration.ofMillis(300)), channel);

        assertThat(outcome.code()).isEqualTo("deadline");
        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.fault()).as("nothing was asked of the portal").isEqualTo(Fault.FLOW);
    }

    @Test
    void whatComesFromTheJobIsNeverAnExpression() {
        files.kamelet("octotel-inner", "service: {title: Service, description: Its number, type: string}",
                        "- to: { uri: 'job:result', parameters: { name: inner, value: 'RAW({{service}})' } }\n")
                .validation("""
                        - to: { uri: "kamelet:octotel-inner", parameters: { service: "${variable.job[parameters][service_id]}" } }
                        - to: { uri: "job:result", parameters: { name: outer, value: "${variable.job[parameters][service_id]}" } }
                        """);
        String hostile = "${sysenv.PATH} {{env:PATH}} a&b=c+d%20e RAW(x)";

        Outcome outcome = run(Map.of("service_id", hostile));

        assertThat(outcome.result()).containsEntry("outer", hostile).containsEntry("inner", hostile);
    }

    @Test
    void aRawLiteralKeepsWhatCamelWouldCut() {
        files.kamelet("octotel-inner", "service: {title: Service, description: Its number, type: string}",
                        "- to: { uri: 'job:result', parameters: { name: inner, value: 'RAW(#{{service}})' } }\n")
                .validation("- to: { uri: 'kamelet:octotel-inner', parameters: { service: 'RAW(a&b+c%20d (e))' } }\n");

        assertThat(run(Map.of()).result()).containsEntry("inner", "#a&b+c%20d (e)");
    }

    @Test
    void aFlowAsksForASavedLoginAndSavesOne() {
        files.validation("""
                - to: browser:restore-session
                - to: { uri: "job:result", parameters: { name: restored, value: "${body}" } }
                - to: browser:save-session
                """);

        assertThat(run(Map.of()).result()).containsEntry("restored", false);
        assertThat(channel.told).containsExactly("session saved");
    }

    @Test
    void aLookupRunsItsOwnRoute() {
        files.validation(MARK).write("octotel/lookup.camel.yaml", FlowFiles.route("octotel-validation-lookup", FAIL));
        library = FlowLibrary.load(folder);

        assertThat(library.of("octotel").orElseThrow().hasLookup("validation")).isTrue();
        assertThat(new FlowRunner(library).lookup(job(Map.of("service_id", "S-1")), ticket(null), channel, BrowserBreaker.disabled().use()).code()).isEqualTo("service-unknown");
    }

    @Test
    void whoWatchesIsToldOfEachStepAsItIsWritten() {
        files.kamelet("octotel-say", "service: { title: S, description: S, type: string }", """
                - to: { uri: "job:result", parameters: { name: service, value: "RAW(<{{service}}>)" } }
                """);
        files.validation("""
                - to: { uri: "kamelet:octotel-say", parameters: { service: "${variable.job[parameters][service_id]}" } }
                - to: { uri: "browser:click", parameters: { target: 'RAW(role=button[name="A & B"])' } }
                """);
        library = FlowLibrary.load(folder);
        assertThat(library.refused()).isEmpty();
        List<String> told = new ArrayList<>();

        new FlowRunner(library, ONCE, Clock.systemUTC()).watchedBy(new StepWatch() {
            @Override
            public void begins(FlowStep step) {
                told.add("begins " + step.name() + " " + step.options() + " " + step.place());
            }

            @Override
            public void ended(FlowStep step, FlowAttempt attempt, Throwable failure) {
                told.add("ended " + step.name() + (failure == null ? " " + attempt.results() : " " + failure.getClass().getSimpleName()));
            }
        }).run(job(Map.of("service_id", "S-1")), ticket(null), channel);

        assertThat(told).containsExactly(
                "begins kamelet:octotel-say {service=${variable.job[parameters][service_id]}} octotel/octotel-validation.camel.yaml:7",
                "begins job:result {name=service, value=<{{service}}>} octotel/octotel-say.kamelet.yaml:16",
                "ended job:result {service=<S-1>}",
                "ended kamelet:octotel-say {service=<S-1>}",
                "begins browser:click {target=role=button[name=\"A & B\"]} octotel/octotel-validation.camel.yaml:8",
                "ended browser:click BrowserServiceConnectionException");
    }

    /** The check refuses it; a flow that gets past the check is stopped here, before the platform is told. */
    @Test
    void aLookupCannotPassAPointOfNoReturn() {
        FlowAttempt attempt = new FlowAttempt(job(Map.of()), null, channel, Duration.ofSeconds(30), Instant.now().plusSeconds(60),
                Clock.systemUTC()).lookingUp();

        assertThatThrownBy(() -> attempt.passPointOfNoReturn("cancellation of S-1")).hasMessageContaining("cancellation of S-1");
        assertThat(channel.told).isEmpty();
        assertThat(attempt.isPastPointOfNoReturn()).isFalse();
    }

    @Test
    void aFlowOfAnotherVersionIsNotRun() {
        files.validation(MARK);
        library = FlowLibrary.load(folder);

        Outcome outcome = new FlowRunner(library).run(job(Map.of()), ticket("0123456789ab"), channel);

        assertThat(outcome.code()).isEqualTo("flow-version");
        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
    }

    @Test
    void anUnknownFlowIsNamedWithWhatThereIs() {
        files.validation(MARK);
        library = FlowLibrary.load(folder);
        Job job = new Job(AttemptId.of(7, 1), null, "octotel", "validaton", Map.of());

        Outcome outcome = new FlowRunner(library).run(job, ticket(null), channel);

        assertThat(outcome.code()).isEqualTo("unknown-flow");
        assertThat(outcome.message()).contains("validation");
    }

    /** Whoever has another job's attempt has its browser. */
    @Test
    void noJobFindsWhatBelongsToAnother() {
        files.validation("""
                - split:
                    simple: "a,b"
                    steps:
                      - to: { uri: "job:note", parameters: { message: "${body}" } }
                - setVariable: { name: "x${variable.job[parameters][service_id]}", simple: "left by ${variable.job[id]}" }
                """);

        Outcome outcome = run(Map.of("service_id", "y"));
        assertThat(outcome.verdict()).as(String.valueOf(outcome)).isEqualTo(Verdict.SUCCEEDED);
        assertThat(channel.told).containsExactly("note a", "note b");

        Outcome elsewhere = new FlowRunner(library, ONCE, Clock.systemUTC()).run(job(Map.of("service_id", ":y")), ticket(null), channel);
        assertThat(elsewhere.message()).contains("a variable is its job's own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${variables}", "${variable.result}"})
    void aResultIsWhatItIsAtThatMomentAndEnds(String value) {
        files.validation("- to: { uri: 'job:result', parameters: { name: one, value: a } }\n- to: { uri: 'job:result', parameters: { name: all, value: '" + value + "' } }\n");

        Outcome outcome = run(Map.of("service_id", "S-1"));

        assertThat(outcome.verdict()).isEqualTo(Verdict.SUCCEEDED);
        assertThat(outcome.result().toString()).hasSizeLessThan(500).contains("one=a");
    }

    @Test
    void whatIsNoValueIsNoResult() {
        files.validation("""
                - doTry:
                    steps:
                      - validate: { simple: "${body} == 'never'" }
                    doCatch:
                      - exception: [java.lang.Exception]
                        steps:
                          - to: { uri: "job:result", parameters: { name: caught, value: "${exchangeProperty.CamelExceptionCaught}" } }
                """);

        assertThat(run(Map.of()).message()).contains("job:result, option 'value': a value of org.apache.camel.", "is no result");
    }

    @Test
    void aTextThatGrowsWithoutAnEndIsStopped() {
        files.validation("""
                - setBody: { constant: 0123456789abcdef }
                - loop:
                    constant: "40"
                    steps:
                      - setBody: { simple: "${body}${body}" }
                """);

        assertThat(run(Map.of()).message()).contains("A text has more than 4194304 characters");
    }

    private Outcome run(Map<String, Object> parameters) {
        library = FlowLibrary.load(folder);
        assertThat(library.refused()).isEmpty();
        return new FlowRunner(library, ONCE, Clock.systemUTC()).run(job(parameters), ticket(null), channel);
    }

    private static Job job(Map<String, Object> parameters) {
        return new Job(AttemptId.of(7, 1), "ref", "octotel", "validation", new HashMap<>(parameters));
    }

    private static Ticket ticket(String version) {
        return ticket(version, Duration.ofMinutes(5));
    }

    private static Ticket ticket(String version, Duration life) {
        return new Ticket(AttemptId.of(7, 1), URI.create("http://127.0.0.1:9"), "s-1", Secret.of("the-session-token"), null, null,
                version, Instant.now().plus(life));
    }
}
