package io.fnorpa.flow.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.fnorpa.flow.component.Verb;
import io.fnorpa.flow.runtime.FlowCheck;
import io.fnorpa.flow.runtime.FlowRefusedException;
import io.fnorpa.flow.runtime.FlowTerms;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas in docs/schema, in the hands of a JSON Schema validator: what is good is valid, and what they refuse the check refuses too. */
class FlowSchemaTest {

    private static final Path ROOT = Checkout.find().root();
    private static final Path FLOWS = ROOT.resolve("fno-flows");
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V7);
    private static final JsonSchema FLOW = schema("flow.schema.json");
    private static final JsonSchema FNO = schema("fno.schema.json");
    private static final String ROUTE = """
            - route:
                id: octotel-validation
                description: Says something
                from:
                  uri: direct:octotel-validation
                  steps:
                    - to: { uri: 'job:note', parameters: { message: hello } }
                    %s
            """;
    /** A good value for each option that rules speak of, and more where it matters which. */
    private static final Map<String, List<String>> VALUES = Map.of("kind", List.of("text", "title", "attribute"), "otherwise", List.of("review", "fail"),
            "state", List.of("hidden"), "count", List.of("2"), "code", List.of("no-such"));
    /** Options that no rule speaks of. */
    private static final Set<String> FREE = Set.of("page", "frame", "timeout", "contentType", "waitUntil", "dialog", "promptText", "mask", "step");

    @TempDir
    Path folder;

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FLOWS, 2)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachFileOfTheProjectIsValid(Path file) throws IOException {
        JsonSchema schema = file.endsWith(FnoSettings.FILE) ? FNO : FLOW;

        assertThat(schema.validate(Json.yaml(Files.readString(file)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "misspelt verb         | - to: { uri: 'browser:clik', parameters: { target: '#a' } }",
        "misspelt option       | - to: { uri: 'browser:click', parameters: { tagret: '#a' } }",
        "missing option        | - to: { uri: 'browser:click' }",
        "missing option, short | - to: browser:click",
        "empty option          | - to: { uri: 'browser:click', parameters: { target: '' } }",
        "two of one            | - to: { uri: 'browser:fill', parameters: { target: '#a', value: x, credential: password } }",
        "misspelt word         | - to: { uri: 'browser:wait-for', parameters: { target: '#a', state: visable } }",
        "no time               | - to: { uri: 'browser:click', parameters: { target: '#a', timeout: soon } }",
        "no name               | - to: { uri: 'browser:screenshot', parameters: { step: 'Service Status' } }",
        "no number             | - to: { uri: 'browser:expect', parameters: { target: '#a', count: many } }",
        "cut by Camel          | - to: { uri: 'browser:navigate', parameters: { url: '/a?b=1&c=2' } }",
        "question mark         | - to: 'browser:click?target=#a'",
        "other component       | - to: 'file:/tmp'",
        "misspelt Kamelet      | - to: kamelet:octotel-logn",
        "misspelt parameter    | - to: { uri: 'kamelet:octotel-find-service', parameters: { servce: x } }",
        "missing parameter     | - to: { uri: 'kamelet:octotel-find-service' }",
        "missing, short        | - to: kamelet:octotel-find-service",
        "as Kaoto, verb        | - to: { uri: browser, parameters: { verb: clik, target: '#a' } }",
        "as Kaoto, option      | - to: { uri: browser, parameters: { verb: click, tagret: '#a' } }",
        "as Kaoto, no verb     | - to: { uri: browser, parameters: { target: '#a' } }",
        "other step            | - bean: { beanType: java.lang.Runtime }",
        "step with two words   | - { log: hello, setBody: { constant: x } }",
        "no expression         | - loop: { steps: [] }",
        "two expressions       | - setBody: { simple: x, constant: x }",
        "other language        | - setBody: { groovy: 'System.exit(1)' }",
        "result type           | - setBody: { simple: { expression: x, resultType: java.lang.Class } }",
        "misspelt key          | - choice: { wen: [] }",
        "other exception       | - doTry: { steps: [], doCatch: [ { exception: [java.lang.Error] } ] }"})
    void aFaultInARouteIsRefusedByTheSchemaAndByTheCheck(String fault, String step) throws IOException {
        write("octotel/validation.camel.yaml", ROUTE.formatted(step));

        assertThat(FLOW.validate(Json.yaml(ROUTE.formatted(step)))).as(fault).isNotEmpty();
        assertThat(checked()).as(fault).anyMatch(problem -> problem.startsWith("octotel/validation.camel.yaml"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "- to: { uri: 'browser:click', parameters: { target: 'RAW(css=a + b)', timeout: 2m } }",
        "- to: { uri: 'browser:expect', parameters: { target: '#a', count: 0, otherwise: fail, code: last-day-refused, message: no } }",
        "- to: { uri: browser, parameters: { verb: fill, target: '#a', value: x } }",
        "- to: { uri: job, parameters: { verb: result, name: a, value: x } }",
        "- to: { uri: 'browser:extract', parameters: { kind: '${variable.kind}', target: '#a' } }",
        "- to: { uri: 'browser:screenshot', id: to-1, description: The status, parameters: { step: a, fullPage: true } }",
        "- to: browser:save-session",
        "- log: 'seen ${body}'",
        "- choice: { when: [ { simple: '${body}', steps: [ { to: { uri: 'browser:hover', parameters: { target: '#a' } } } ] } ], otherwise: { steps: [] } }",
        "- doTry: { steps: [], doCatch: [ { exception: [java.lang.Exception], onWhen: { expression: { simple: '${body}' } }, steps: [] } ], doFinally: { steps: [] } }",
        "- loop: { doWhile: true, expression: { simple: { expression: '${body} < 3' } }, steps: [] }",
        "- setVariable: { name: seen, constant: 3 }"})
    void aGoodStepIsTakenByBoth(String step) throws IOException {
        write("octotel/validation.camel.yaml", ROUTE.formatted(step));

        assertThat(FLOW.validate(Json.yaml(ROUTE.formatted(step)))).isEmpty();
        assertThat(checked()).isEmpty();
    }

    /** Each set of options of each verb: the schema takes just what the verb takes. */
    @ParameterizedTest
    @MethodSource("verbs")
    void theSchemaTakesJustTheOptionsThatTheVerbTakes(Verb verb) {
        JsonSchema plain = part(verb.fullName());
        JsonSchema kaotos = part(verb.fullName().substring(0, verb.fullName().indexOf(':')));
        List<Map<String, String>> sets = sets(verb);

        assertThat(sets).hasSizeGreaterThan(verb.known().isEmpty() ? 0 : 1);
        for (Map<String, String> options : sets) {
            List<String> faults = verb.faults(options);
            ObjectNode tree = Json.MAPPER.valueToTree(options);
            assertThat(plain.validate(tree).isEmpty()).as("%s %s %s", verb.fullName(), options, faults).isEqualTo(faults.isEmpty());
            tree.put("verb", verb.fullName().substring(verb.fullName().indexOf(':') + 1));
            assertThat(kaotos.validate(tree).isEmpty()).as("as Kaoto writes it: %s %s %s", verb.fullName(), options, faults).isEqualTo(faults.isEmpty());
        }
    }

    static Stream<Verb> verbs() {
        return FlowTerms.verbs().stream();
    }

    private static List<Map<String, String>> sets(Verb verb) {
        List<Map<String, String>> sets = new ArrayList<>(List.of(Map.of()));
        for (String option : verb.known()) {
            if (FREE.contains(option) && !verb.required().contains(option)) {
                continue;
            }
            for (Map<String, String> set : List.copyOf(sets)) {
                for (String value : VALUES.getOrDefault(option, List.of(Verb.choices(option).stream().findFirst().orElse("one")))) {
                    Map<String, String> more = new LinkedHashMap<>(set);
                    more.put(option, value);
                    sets.add(more);
                }
            }
        }
        return sets;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "misspelt key         | bas-url: http://127.0.0.1:1",
        "misspelt key inside  | totp: { digit: 6 }",
        "no address           | base-url: portal",
        "no host              | allowed-hosts: ['https://cdn.example']",
        "too few              | concurrency: 0",
        "no number            | concurrency: many",
        "over 100             | canary-share: 101",
        "no window            | maintenance-windows: [sometimes]",
        "no id                | credentials: [Pass Word]",
        "wrong digits         | totp: { digits: 9 }",
        "other algorithm      | totp: { algorithm: md5 }",
        "on dispatch          | totp: { on: dispatch }",
        "no duration          | breaker: { delay: 60s }",
        "no flag              | session-reuse: { enabled: perhaps }",
        "no job type          | job-types: {}",
        "name of a job type   | job-types: { Validation: { description: x } }",
        "name of a parameter  | job-types: { validation: { parameters: { ServiceId: { type: string } } } }",
        "no type              | job-types: { validation: { parameters: { service_id: { required: true } } } }",
        "other type           | job-types: { validation: { parameters: { service_id: { type: text } } } }"})
    void aFaultInTheSettingsIsRefusedByTheSchemaAndByTheCheck(String fault, String line) throws IOException {
        ObjectNode settings = (ObjectNode) Json.yaml("{fno: octotel, name: Octotel, base-url: 'http://127.0.0.1:1', job-types: {validation: {description: Is it there}}}");
        assertThat(FNO.validate(settings)).isEmpty();
        settings.setAll((ObjectNode) Json.yaml(line));

        assertThat(FNO.validate(settings)).as(fault).isNotEmpty();
        assertThat(refused(settings)).as(fault).isTrue();
    }

    @Test
    void whatMustBeInTheSettingsMustBe() throws IOException {
        for (String key : List.of("fno", "name", "base-url", "job-types")) {
            ObjectNode settings = (ObjectNode) Json.yaml(Files.readString(FLOWS.resolve("octotel/fno.yaml")));
            settings.remove(key);

            assertThat(FNO.validate(settings)).extracting(ValidationMessage::getMessage).anyMatch(message -> message.contains(key));
            assertThat(refused(settings)).isTrue();
        }
    }

    private static boolean refused(JsonNode settings) {
        try {
            FnoSettings.parse("octotel/fno.yaml", settings.toString());
            return false;
        } catch (FlowRefusedException e) {
            return true;
        }
    }

    /** What the check says of a folder of all flows that is this project's but for the files that were written. */
    private List<String> checked() throws IOException {
        try (Stream<Path> files = Files.walk(FLOWS, 2)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(FLOWS.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
        return FlowCheck.check(folder, "octotel").stream().map(String::valueOf).collect(Collectors.toList());
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    private static JsonSchema schema(String file) {
        try {
            return FACTORY.getSchema(Files.readString(ROOT.resolve("docs/schema").resolve(file)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonSchema part(String definition) {
        ObjectNode schema = FlowSchema.of(FlowTexts.read(FLOWS));
        schema.remove(List.of("if", "then", "else"));
        return FACTORY.getSchema(schema.put("$ref", "#/definitions/" + definition));
    }
}
