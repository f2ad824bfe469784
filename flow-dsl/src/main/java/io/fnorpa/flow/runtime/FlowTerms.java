package io.fnorpa.flow.runtime;

import io.fnorpa.browser.Problem;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.flow.DeadlineReachedException;
import io.fnorpa.flow.FlowAttempt;
import io.fnorpa.flow.PlatformFailedException;
import io.fnorpa.flow.TotpRefusedException;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.flow.component.Verb;
import io.fnorpa.flow.component.browser.BrowserVerb;
import io.fnorpa.flow.component.job.JobVerb;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The words that flows may be written with, as {@link FlowCheck} knows them: for the reference, the editors' schema and Kaoto's
 * catalogue, which are made from these and so cannot say otherwise.
 */
public final class FlowTerms {

    private FlowTerms() {}

    /**
     * A step, or a part of one.
     *
     * @param name       {@code choice}
     * @param keys       what may be written in it
     * @param expression does it take one expression
     * @param scalar     may it be written with its value alone
     */
    public record Step(String name, Set<String> keys, boolean expression, boolean scalar) {}

    /** All verbs of {@code browser:} and {@code job:}, in their order. */
    public static List<Verb> verbs() {
        return Stream.<Verb>concat(Arrays.stream(BrowserVerb.values()), Arrays.stream(JobVerb.values())).toList();
    }

    /** All steps, by name. */
    public static List<Step> steps() {
        return EipGrammar.names().stream().map(name -> step(name, EipGrammar.of(name).orElseThrow())).toList();
    }

    /** What stands only inside of a step or of a routeConfiguration. */
    public static List<Step> parts() {
        return List.of(step("when", EipGrammar.WHEN), step("otherwise", EipGrammar.OTHERWISE), step("doCatch", EipGrammar.DO_CATCH),
                step("doFinally", EipGrammar.DO_FINALLY), step("onException", EipGrammar.ON_EXCEPTION));
    }

    private static Step step(String name, EipGrammar grammar) {
        return new Step(name, grammar.keys(), grammar.expression(), grammar.scalar());
    }

    public static Set<String> routeKeys() {
        return FlowCheck.ROUTE_KEYS;
    }

    public static Set<String> routeConfigurationKeys() {
        return RouteConfigurationCheck.KEYS;
    }

    public static Set<String> fromKeys() {
        return FlowCheck.FROM_KEYS;
    }

    /** Names of the components, without the colon. */
    public static Set<String> components() {
        return StepCheck.SCHEMES;
    }

    public static List<String> languages() {
        return EipGrammar.LANGUAGES;
    }

    /** Functions of Simple. */
    public static Set<String> functions() {
        return SimpleCheck.FUNCTIONS;
    }

    /** Functions of Simple whose value may be gone into by keys. */
    public static Set<String> values() {
        return new TreeSet<>(SimpleCheck.VALUES);
    }

    /** Class names of what {@code doCatch} and {@code onException} may name. */
    public static Set<String> exceptions() {
        return CatchableExceptions.NAMES;
    }

    /**
     * What becomes of an attempt that a failure ends.
     *
     * @param code    of the outcome
     * @param failure simple class name of the exception, or {@code any other}
     * @param ends    verdict and fault, such as {@code RETRY PORTAL}, to the verbs of {@code browser:} that it ends so after
     */
    public record Ending(String code, String failure, Map<String, Set<String>> ends) {}

    /** All endings that a verb can bring about, worked out by what makes the outcome. */
    public static List<Ending> endings() {
        return Stream.concat(Arrays.stream(ProblemKind.values()).map(kind -> BrowserException.of(Problem.of(kind, "what happened"))),
                Stream.of(new TotpRefusedException("what happened"), new TotpUnavailableException("what happened"),
                        new PlatformFailedException("what happened", null), new DeadlineReachedException("what happened"),
                        new IllegalArgumentException("what happened"))).map(FlowTerms::ending).toList();
    }

    private static Ending ending(RuntimeException failure) {
        Map<String, Set<String>> ends = new LinkedHashMap<>();
        String code = null;
        for (BrowserVerb verb : BrowserVerb.values()) {
            Outcome outcome = FailureOutcome.of(failure, attempt(verb));
            code = outcome.code();
            ends.computeIfAbsent(outcome.verdict() + " " + outcome.fault(), any -> new TreeSet<>()).add(verb.word());
        }
        return new Ending(code, failure instanceof IllegalArgumentException ? "any other" : failure.getClass().getSimpleName(), ends);
    }

    private static FlowAttempt attempt(BrowserVerb verb) {
        FlowAttempt attempt = new FlowAttempt(new Job(AttemptId.of(1, 1), null, "any", "any", Map.of()), null, null,
                Duration.ofSeconds(30), Instant.now().plusSeconds(60), Clock.systemUTC());
        attempt.doing(verb.fullName(), null);
        return attempt;
    }
}
