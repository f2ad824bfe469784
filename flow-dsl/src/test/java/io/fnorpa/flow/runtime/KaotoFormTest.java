package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Kaoto makes of a step whose form was used is the same to Camel and to the check. */
class KaotoFormTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "- to: { uri: 'browser:wait-for', parameters: { target: 'RAW(css=a + b)', orTarget: '#c', timeout: 1s } } | - to: { uri: browser, parameters: { verb: wait-for, target: 'RAW(css=a + b)', orTarget: '#c', timeout: 1s } }",
        "- to: { uri: 'job:note', parameters: { message: '${body}' } } | - to: { uri: job, parameters: { message: '${body}', verb: note } }",
        "- to: { uri: 'browser:save-session' } | - to: { uri: browser, parameters: { verb: save-session } }",
        "- to: { uri: 'log:seen' } | - to: { uri: log, parameters: { loggerName: seen } }",
        "- to: { uri: 'kamelet:octotel-look' } | - to: { uri: 'kamelet:octotel-look', parameters: {} }"})
    void camelMakesTheSameOfBoth(String written, String saved) {
        Set<String> asWritten = endpoints(written);

        assertThat(asWritten).hasSizeGreaterThan(1);
        assertThat(endpoints(saved)).isEqualTo(asWritten);
    }

    @Test
    void soMayTheBeginningOfARouteBeSaved() {
        FlowFiles files = files("- to: { uri: 'job:note', parameters: { message: hello } }");
        files.write("octotel/octotel-validation.camel.yaml", FlowFiles.route("octotel-validation", "- to: kamelet:octotel-look\n")
                .replace("      uri: direct:octotel-validation\n", "      uri: direct\n      parameters: {name: octotel-validation}\n"));

        try (FlowContext context = FlowContext.of(FlowFolder.read(folder, "octotel"))) {
            assertThat(context.hasFlow("octotel-validation")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "- to: { uri: browser, parameters: { verb: clik, target: '#a' } } | There is no browser:clik; did you mean 'click'?",
        "- to: { uri: browser, parameters: { verb: click, tagret: '#a' } } | browser:click has no option 'tagret'; did you mean 'target'?",
        "- to: { uri: browser, parameters: { target: '#a' } } | There is no browser:browser",
        "- to: { uri: kamelet, parameters: { templateId: octotel-look } } | there is no Kamelet 'kamelet'",
        "- to: { uri: direct, parameters: { name: elsewhere } } | there is no route 'elsewhere' here"})
    void aFaultInItIsToldAsInTheShortForm(String step, String told) {
        files(step);

        assertThat(FlowCheck.check(folder, "octotel")).anySatisfy(problem -> assertThat(problem.reason()).contains(told));
    }

    @Test
    void nothingHidesInItFromTheCheckOfALookup() {
        files("- to: { uri: 'job:note', parameters: { message: hello } }")
                .write("octotel/lookup.camel.yaml", FlowFiles.route("octotel-validation-lookup", "- to: { uri: job, parameters: { verb: point-of-no-return, what: x } }\n"));

        assertThat(FlowCheck.check(folder, "octotel")).anySatisfy(problem -> assertThat(problem.reason()).contains("it cannot pass a point of no return"));
    }

    private FlowFiles files(String step) {
        return new FlowFiles(folder).kamelet("octotel-look", "- to: { uri: 'job:note', parameters: { message: looked } }\n").validation(step + "\n");
    }

    private Set<String> endpoints(String step) {
        files(step);
        try (FlowContext context = FlowContext.of(FlowFolder.read(folder, "octotel"))) {
            return context.camel().getEndpoints().stream().map(Endpoint::getEndpointUri)
                    .filter(uri -> !uri.startsWith("kamelet")).collect(Collectors.toSet());
        }
    }
}
