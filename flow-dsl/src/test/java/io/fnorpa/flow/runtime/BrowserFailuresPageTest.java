package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.browser.Problem;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.FailureKind;
import io.fnorpa.flow.FlowAttempt;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/browser-failures.md} has a row for each exception of the browser's client, and each says what the code does. */
class BrowserFailuresPageTest {

    private static final Path PAGE = Checkout.find().root().resolve("docs/browser-failures.md");
    private static final Path CLIENT = Checkout.find().root().resolve("flow-dsl/src/main/java/io/fnorpa/browser/client");
    private static final String PACKAGE = "io.fnorpa.browser.client.";
    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| `(\\w+Exception)` \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern LINK = Pattern.compile("\\[`?(\\w+)`?]\\(([^)#]+)\\)");
    private static final List<String> VERBS = List.of("browser:navigate", "browser:wait-for", "browser:expect", "browser:totp",
            "browser:download", "browser:click", "browser:extract");

    /**
     * One line of a table.
     *
     * @param endsAs  such as {@code RETRY PORTAL}
     * @param breaker which of the two counts it
     * @param proof   links to tests
     */
    record Row(String code, String exception, String endsAs, String breaker, String proof) {

        @Override
        public String toString() {
            return exception;
        }
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            rows.add(new Row(row.group(1), row.group(2), row.group(4), row.group(5), row.group(6)));
        }
        return rows;
    }

    @Test
    void eachExceptionOfTheClientHasOneRow() throws Exception {
        List<String> exceptions = new ArrayList<>();
        try (Stream<Path> sources = Files.list(CLIENT)) {
            for (Path source : (Iterable<Path>) sources::iterator) {
                Class<?> type = Class.forName(PACKAGE + source.getFileName().toString().replace(".java", ""));
                if (Throwable.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                    exceptions.add(type.getSimpleName());
                }
            }
        }

        assertThat(exceptions).hasSizeGreaterThan(ProblemKind.values().length);
        assertThat(rows()).extracting(Row::exception).containsExactlyInAnyOrderElementsOf(exceptions);
    }

    @Test
    void eachKindOfProblemHasItsRow() throws IOException {
        Map<String, String> exceptions = new TreeMap<>();
        rows().forEach(row -> exceptions.put(row.code(), row.exception()));

        assertThat(ProblemKind.values()).allSatisfy(kind ->
                assertThat(exceptions).containsEntry(kind.code(), BrowserException.type(kind).getSimpleName()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theRowSaysWhatBecomesOfTheAttempt(Row row) throws Exception {
        RuntimeException failure = instance(row);
        for (String verb : VERBS) {
            Outcome outcome = FailureOutcome.of(failure, attempt(verb));

            assertThat(outcome.code()).isEqualTo(row.code());
            assertThat(row.endsAs()).as("after %s", verb).contains(outcome.verdict() + " " + outcome.fault());
            assertThat(row.breaker().contains("the lane's")).as("is in the lane's breaker after %s", verb)
                    .isEqualTo(VERBS.stream().anyMatch(any -> fault(failure, any) == Fault.PORTAL));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theRowSaysWhetherTheBrowserServicesBreakerCountsIt(Row row) throws Exception {
        assertThat(row.breaker().contains("the browser services'")).isEqualTo(FailureKind.of(instance(row)).isPresent());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theRowsTestsAreThere(Row row) throws IOException {
        assertThat(LINK.matcher(row.proof()).results()).isNotEmpty();
        Matcher link = LINK.matcher(row.proof());
        while (link.find()) {
            assertThat(link.group(2)).endsWith("/" + link.group(1) + ".java").containsPattern("/test/java/.*(Test|IT)\\.java$");
        }
    }

    @Test
    void eachLinkOfThePageLeadsSomewhere() throws IOException {
        Matcher link = Pattern.compile("]\\(([^)#]+)\\)").matcher(Files.readString(PAGE));
        int links = 0;
        while (link.find()) {
            assertThat(PAGE.resolveSibling(link.group(1)).normalize()).exists();
            links++;
        }
        assertThat(links).isPositive();
    }

    private static Fault fault(RuntimeException failure, String verb) {
        return FailureOutcome.of(failure, attempt(verb)).fault();
    }

    private static RuntimeException instance(Row row) throws ReflectiveOperationException {
        Class<?> type = Class.forName(PACKAGE + row.exception());
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object[] arguments = Arrays.stream(constructor.getParameterTypes()).map(parameter -> argument(parameter, row.code())).toArray();
        return (RuntimeException) constructor.newInstance(arguments);
    }

    private static Object argument(Class<?> type, String code) {
        if (type == Problem.class) {
            return Arrays.stream(ProblemKind.values()).filter(kind -> kind.code().equals(code)).findFirst()
                    .map(kind -> Problem.of(kind, "what happened"))
                    .orElse(new Problem(null, "HTTP 413", 413, "what happened", null, null, null, null, null));
        }
        return type == String.class ? "what happened" : type == Instant.class ? Instant.EPOCH : null;
    }

    private static FlowAttempt attempt(String verb) {
        FlowAttempt attempt = new FlowAttempt(new Job(AttemptId.of(7, 1), null, "octotel", "validation", Map.of()), null,
                new RecordingChannel(), Duration.ofSeconds(30), Instant.now().plusSeconds(600), Clock.systemUTC());
        attempt.doing(verb + " #target", null);
        return attempt;
    }
}
