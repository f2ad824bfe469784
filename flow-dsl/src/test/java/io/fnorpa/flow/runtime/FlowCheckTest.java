package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowCheckTest {

    private static final String NOTE = "- to: { uri: 'job:note', parameters: { message: hello } }\n";
    private static final String SERVICE = "service: {title: Service, description: Its number, type: string}";

    @TempDir
    Path folder;

    private FlowFiles files;

    @BeforeEach
    void prepare() {
        files = new FlowFiles(folder).validation(NOTE);
    }

    @Test
    void aGoodFolderHasNoFault() {
        files.kamelet("octotel-open-service", SERVICE, "- to: { uri: 'browser:fill', parameters: { target: 'label=Service', value: 'RAW({{service}})' } }\n")
                .write("kamelets/portal-note.kamelet.yaml", FlowFiles.kameletText("portal-note", "", NOTE))
                .validation("""
                        - to: { uri: "kamelet:octotel-open-service", parameters: { service: "${variable.job[parameters][service_id]}" } }
                        - to: kamelet:portal-note
                        - to: { uri: "browser:fill", parameters: { target: "#password", credential: password } }
                        - choice:
                            when:
                              - expression: { simple: { expression: "${body} == 'x'" } }
                                steps:
                                  - log: "seen ${body}"
                            otherwise:
                              steps:
                                - setVariable: { name: seen, expression: { simple: { expression: "${body}" } } }
                        """);

        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "- to: { uri: 'browser:clik', parameters: { target: '#a' } } | There is no browser:clik; did you mean 'click'?",
        "- to: { uri: 'browser:click', parameters: { tagret: '#a' } } | browser:click has no option 'tagret'; did you mean 'target'?",
        "- to: { uri: 'browser:click', parameters: { tagret: '#a' } } | browser:click needs option 'target'",
        "- to: { uri: 'browser:fill', parameters: { target: '#a' } } | needs either option 'value' or option 'credential'",
        "- to: { uri: 'browser:fill', parameters: { target: '#a', credential: pasword } } | 'pasword' is not one of the credentials in fno.yaml; did you mean 'password'?",
        "- to: { uri: 'browser:wait-for', parameters: { target: '#a', state: visable } } | 'visable' is not a value of option 'state'; did you mean 'visible'?",
        "- to: { uri: 'browser:click', parameters: { target: '#a', timeout: soon } } | 'soon' is not a time for option 'timeout'; write 30s or 500ms",
        "- to: { uri: 'browser:click', parameters: { target: '#a', timeout: 3m } } | '3m' is too long for option 'timeout'; the browser service takes at most 2m",
        "- to: { uri: 'browser:screenshot', parameters: { step: 'Service Status' } } | 'Service Status' is not a name for option 'step'",
        "- to: { uri: 'browser:expect', parameters: { target: '#a', otherwise: fail } } | needs the options 'code' and 'message'",
        "- to: { uri: 'browser:navigate', parameters: { url: '/a?b=1&c=2' } } | write \"RAW(/a?b=1&c=2)\"",
        "- to: { uri: 'browser:click', parameters: { target: 'css=h2 + p' } } | write \"RAW(css=h2 + p)\"",
        "- to: 'browser:click?target=#a' | under parameters:",
        "- to: 'file:/tmp' | 'file:/tmp' is not for flows",
        "- to: { uri: 'kamelet:octotel-logn' } | there is no Kamelet 'octotel-logn' in this folder, nor in kamelets/; did you mean 'octotel-login'?",
        "- to: { uri: 'kamelet:octotel-login', parameters: { servce: x } } | Kamelet octotel-login has no parameter 'servce'; did you mean 'service'?",
        "- to: { uri: 'kamelet:octotel-login' } | Kamelet octotel-login needs parameter 'service'",
        "- to: { uri: 'direct:octotel-other' } | there is no route 'octotel-other'",
        "- loop: { steps: [] } | 'loop' needs one expression",
        "- bean: { beanType: java.lang.Runtime } | 'bean' is not a step for flows",
        "- toD: 'browser:${body}' | 'toD' is not a step for flows; did you mean 'to'?",
        "- setBody: { groovy: 'System.exit(1)' } | 'groovy' is not for flows in setBody",
        "- setBody: { simple: '${sysenv.PATH}' } | ${sysenv...} is not for flows",
        "- setBody: { simple: '${sys.user.home}' } | ${sys...} is not for flows",
        "- setBody: { simple: '${bean:x.y}' } | ${bean...} is not for flows",
        "- setBody: { simple: '${type:java.lang.System.out}' } | ${type...} is not for flows",
        "- setBody: { simple: '${properties:x}' } | ${properties...} is not for flows",
        "- setBody: { simple: '${camelContext.stop()}' } | ${camelContext...} is not for flows",
        "- setBody: { simple: '${exchange.context}' } | ${exchange...} is not for flows",
        "- setBody: { simple: '${body.getClass()}' } | calls a method",
        "- setBody: { simple: '${bodyAs(java.lang.String)}' } | ${bodyAs...} is not for flows",
        "- setBody: { simple: '${variable.job[parameters][servce_id]}' } | job type 'validation' of fno.yaml has no parameter 'servce_id'; did you mean 'service_id'?",
        "- setBody: { simple: '${variable.job.parameters.servce_id}' } | job type 'validation' of fno.yaml has no parameter 'servce_id'; did you mean 'service_id'?",
        "- setBody: { simple: '${variable.job.parameters[servce_id]}' } | job type 'validation' of fno.yaml has no parameter 'servce_id'; did you mean 'service_id'?",
        "- setBody: { simple: '{{env:PATH}}' } | {{...}} is for Kamelets alone",
        "- setVariable: { name: x, simple: { expression: 'resource:file:/tmp/x' } } | would be read from a file or an address",
        "- setVariable: { name: x, constant: 'resource:http://127.0.0.1:1/x' } | would be read from a file or an address",
        "- setBody: { expression: { variable: ' resource:classpath:x' } } | would be read from a file or an address",
        "- to: { uri: 'kamelet:octotel-login', parameters: { service: 'RAW(resource:file:/tmp/x)' } } | would be read from a file or an address",
        "- to: { uri: 'log:x', parameters: { exchangeFormatter: '#class:Boom' } } | log: has no option 'exchangeFormatter' for flows",
        "- to: { uri: 'log:x', parameters: { shwoBody: true } } | log: has no option 'shwoBody' for flows; did you mean 'showBody'?",
        "- to: { uri: 'log:x', parameters: { level: WRONG } } | 'WRONG' is not a value of option 'level'",
        "- to: { uri: 'log:x', parameters: { level: WARNE } } | 'WARNE' is not a value of option 'level'; did you mean 'WARN'?",
        "- to: { uri: 'log:x', parameters: { showBody: '#class:Boom' } } | '#class:Boom' is not a value of option 'showBody'",
        "- to: { uri: 'log:x', parameters: { marker: '#class:Boom' } } | '#class:Boom' is not a value of option 'marker'",
        "- to: 'log:x?exchangeFormatter=#class:Boom' | under parameters:",
        "- to: { uri: 'direct:octotel-validation', parameters: { exceptionHandler: '#class:Boom' } } | direct: has no option 'exceptionHandler' for flows; there are none",
        "- to: 'direct:octotel-validation?exceptionHandler=#class:Boom' | under parameters:",
        "- log: { message: x, loggingLevel: NOPE } | 'NOPE' is not a value of option 'loggingLevel'",
        "- log: { message: x, logName: '#class:Boom' } | would be an object that Camel makes or looks up",
        "- log: 'seen ${body' | Camel cannot read 'seen ${body' as Simple",
        "- log: 'a regex of ${body' | Camel cannot read 'a regex of ${body' as Simple",
        "- split: { simple: '${body}', stopOnException: '#bean:x', steps: [] } | '#bean:x' is not a value of option 'stopOnException'",
        "- setBody: { simple: { expression: x, resultType: java.io.File } } | 'resultType' is not for flows in simple",
        "- setBody: { simple: { expression: x, trim: '#class:Boom' } } | '#class:Boom' is not a value of option 'trim'",
        "- setVariable: { simple: '${body}' } | 'setVariable' needs 'name'",
        "- removeHeader: { id: x } | 'removeHeader' needs 'name'",
        "- log: { loggingLevel: INFO } | 'log' needs 'message'",
        "- setVariable: { name: 'global:x', simple: '${body}' } | a variable is its job's own, and has no ':' in its name",
        "- removeVariable: 'route:octotel-validation:x' | a variable is its job's own, and has no ':' in its name",
        "- setBody: { variable: 'global:x' } | a variable is its job's own, and has no ':' in its name",
        "- setBody: { simple: '${variable.global:x}' } | a variable is its job's own, and has no ':' in its name",
        "- filter: { simple: \"${body} regex 'a*b'\", steps: [ { log: x } ] } | regex is not for flows, since one can take for ever",
        "- loop: { constant: '9', steps: [ { log: { message: x, disabled: true } } ] } | 'loop' has no step that is not disabled",
        "- split: { simple: '${body}', steps: [ { pipeline: { steps: [ { log: { message: x, disabled: 'true' } } ] } } ] } | 'split' has no step that is not disabled",
        "- to: 'log:a\\E(((x' | is no name of a log",
        "- to: 'log:x%3FshowAll=true' | is no name of a log",
        "- to: { uri: 'browser:click', parameters: { target: 'RAW(a)&kind=RAW(value)' } } | for another option; a value cannot hold them",
        "- to: { uri: 'kamelet:octotel-login', parameters: { service: 'RAW(a)&location=RAW(file:/x)' } } | for another option; a value cannot hold them",
        "- choice: { otherwise: { steps: [] } } | 'choice' needs 'when'",
        "- log: { message: '' } | 'log' needs 'message'",
        "- setVariable: { name: '', simple: x } | 'setVariable' needs 'name'",
        "- filter: { simple: '${body}' } | 'filter' needs 'steps'",
        "- doTry: { steps: [ { log: x } ], doCatch: [ { exception: java.lang.Error } ] } | is not an exception that flows catch",
        "- doTry: { steps: [] } | 'doTry' needs doCatch or doFinally",
        "- filter: { simple: '${body} === 1', steps: [] } | Camel cannot read '${body} === 1' as Simple: Unexpected token = at location 8",
        "- filter: { simple: '${variable.a} ==', steps: [] } | Camel cannot read '${variable.a} ==' as Simple",
        "- choice: { when: [ { expression: { simple: { expression: '${body} == ' } }, steps: [] } ] } | Camel cannot read '${body} ==' as Simple",
        "- loop: { simple: '${body} ~ 1', doWhile: true, steps: [] } | Camel cannot read '${body} ~ 1' as Simple",
        "- setBody: { simple: '${substring(}' } | Camel cannot read '${substring(}' as Simple: Unknown function: substring(",
        "- to: { uri: 'job:note', parameters: { message: 'RAW(a ${uppercase})' } } | as Simple: Unknown function: uppercase",
        "- doTry: { steps: [], doCatch: [ { exception: [java.lang.Exception], onWhen: { simple: '${body} === 1' } } ] } | Camel cannot read '${body} === 1' as Simple",
        "- doTry: { steps: [], doCatch: [ { exception: [java.lang.Exception], onWhen: { groovy: x } } ] } | 'groovy' is not for flows in onWhen",
        "- doTry: { steps: [], doCatch: [ { exception: [java.lang.Error] } ] } | is not an exception that flows catch"})
    void aFaultInARouteIsToldWithItsLineAndWhatWouldBeRight(String step, String told) {
        files.write("octotel/octotel-login.kamelet.yaml", FlowFiles.kameletText("octotel-login", SERVICE,
                        "- to: { uri: 'browser:fill', parameters: { target: '#a', value: 'RAW({{service}})' } }\n").replace("    type: object", "    required: [service]\n    type: object"))
                .validation(NOTE + step + "\n");

        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.reason()).contains(told);
            assertThat(problem.file()).isEqualTo("octotel/octotel-validation.camel.yaml");
            assertThat(problem.line()).isEqualTo(8);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "target: 'RAW({{servce}})'     | {{servce}} is used but not declared in spec.definition.properties; did you mean 'service'?",
        "target: '#a'                  | parameter 'service' is declared but not used",
        "target: '#{{service}}'        | write \"RAW(#{{service}})\"",
        "target: 'RAW({{password}})'   | {{password}} looks like a secret"})
    void aFaultInAKameletIsTold(String option, String told) {
        files.kamelet("octotel-open", SERVICE, "- to: { uri: 'browser:click', parameters: { " + option.strip() + " } }\n");

        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("octotel/octotel-open.kamelet.yaml");
            assertThat(problem.reason()).contains(told);
        });
    }

    @Test
    void aRouteMayHaveANamedConfigurationForItsExceptions() {
        configured(ON_EXCEPTION);

        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "ElementNotFoundException  | ElementMissingException | 'io.fnorpa.browser.client.ElementMissingException' is not an exception that flows catch; did you mean 'io.fnorpa.browser.client.ElementNotFoundException'?",
        "job:review                | job:note                | its last step must be one of job:fail, job:retry, job:review",
        "handled: { constant: 'true' } | handled: { simple: '${body}' } | handled is a constant",
        "handled: { constant: 'true' } | continued: { constant: 'true' } | 'continued' is not for flows in onException",
        "handled: { constant: 'true' } | redeliveryPolicy: { maximumRedeliveries: 3 } | 'redeliveryPolicy' is not for flows in onException",
        "exception:                | exceptions:             | onException names no exception",
        "id: octotel-failures      | description: nameless   | the routeConfiguration has no id",
        "id: octotel-failures      | id: octotel-failure     | there is no routeConfiguration 'octotel-failures' in this folder; did you mean 'octotel-failure'?",
        "onException:              | intercept:              | 'intercept' is not for flows in routeConfiguration"})
    void aFaultInARouteConfigurationIsTold(String right, String wrong, String told) {
        configured(ON_EXCEPTION.replace(right.strip(), wrong.strip()));

        assertThat(problems()).anySatisfy(problem -> assertThat(problem.reason()).contains(told));
    }

    private static final String ON_EXCEPTION = """
            - routeConfiguration:
                id: octotel-failures
                onException:
                  - onException:
                      exception: [io.fnorpa.browser.client.ElementNotFoundException]
                      handled: { constant: 'true' }
                      steps:
                        - to: { uri: "job:review", parameters: { code: nothing-there, message: "${exception.message}" } }
            """;

    private void configured(String configuration) {
        files.write("octotel/octotel-validation.camel.yaml", configuration + FlowFiles.route("octotel-validation", NOTE)
                .replace("    from:\n", "    routeConfigurationId: octotel-failures\n    from:\n"));
    }

    @Test
    void aRouteReadsTheParametersOfItsOwnJobTypeAndAKameletThoseOfAny() {
        String reason = "- setBody: { simple: '${variable.job[parameters][reason]}' }\n";
        files.settings(FlowFiles.SETTINGS + """
                  cancellation:
                    description: Cancels it
                    parameters:
                      reason: {type: string, description: Why}
                """)
                .kamelet("octotel-tell", reason)
                .write("octotel/cancellation.camel.yaml", FlowFiles.route("octotel-cancellation", reason + "- to: kamelet:octotel-tell\n"))
                .write("octotel/lookup.camel.yaml", FlowFiles.route("octotel-validation-lookup", reason));

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("octotel/lookup.camel.yaml");
            assertThat(problem.reason()).isEqualTo("job type 'validation' of fno.yaml has no parameter 'reason'; known are service_id");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "- to: { uri: 'job:point-of-no-return', parameters: { what: x } } | it cannot pass a point of no return",
        "- choice: { when: [ { simple: '${body}', steps: [ { to: { uri: 'job:point-of-no-return', parameters: { what: x } } } ] } ] } | it cannot pass a point of no return",
        "- to: kamelet:octotel-outer | Kamelet octotel-outer: Kamelet octotel-inner: a lookup asks the portal and changes nothing",
        "- to: direct:octotel-validation | it cannot call 'direct:octotel-validation', which does the work"})
    void aLookupThatCouldDoTheWorkIsRefused(String step, String told) {
        files.kamelet("octotel-inner", "- to: { uri: 'job:point-of-no-return', parameters: { what: x } }\n")
                .kamelet("octotel-outer", "- to: kamelet:octotel-inner\n")
                .write("octotel/lookup.camel.yaml", FlowFiles.route("octotel-validation-lookup", NOTE + step + "\n"));

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("octotel/lookup.camel.yaml");
            assertThat(problem.line()).isEqualTo(8);
            assertThat(problem.reason()).contains(told);
        });
    }

    @Test
    void aKameletIsDescribed() {
        files.write("octotel/octotel-open.kamelet.yaml", """
                kind: Kamelet
                metadata: {name: octotel-opn}
                spec:
                  definition:
                    properties: {service: {type: string}}
                  template:
                    beans: []
                    from: {uri: "timer:x", steps: []}
                """);

        assertThat(problems()).extracting(FlowProblem::reason).anyMatch(reason -> reason.contains("metadata.name must be the file's name"))
                .anyMatch(reason -> reason.contains("definition.title is missing"))
                .anyMatch(reason -> reason.contains("parameter 'service' has no title"))
                .anyMatch(reason -> reason.contains("spec.template.beans is not for flows"))
                .anyMatch(reason -> reason.contains("must be kamelet:source"));
    }

    @Test
    void kameletsDoNotGoInCircles() {
        files.kamelet("octotel-one", "- to: kamelet:octotel-two\n").kamelet("octotel-two", "- to: kamelet:octotel-one\n");

        assertThat(problems()).extracting(FlowProblem::toString).containsExactly(
                "octotel/octotel-one.kamelet.yaml:15:13: kamelet:octotel-one calls itself: kamelet:octotel-one → kamelet:octotel-two → kamelet:octotel-one",
                "octotel/octotel-two.kamelet.yaml:15:13: kamelet:octotel-two calls itself: kamelet:octotel-two → kamelet:octotel-one → kamelet:octotel-two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uri: 'direct:octotel-validation?exceptionHandler=#class:Boom'", "uri: direct:octotel-validation\n      parameters: { exceptionHandler: '#class:Boom' }",
        "uri: direct\n      parameters: { name: octotel-validation, exceptionHandler: '#class:Boom' }"})
    void aRouteBeginsWithItsNameAlone(String uri) {
        files.write("octotel/octotel-validation.camel.yaml", FlowFiles.route("octotel-validation", NOTE).replace("uri: direct:octotel-validation", uri));

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isBetween(4, 6);
            assertThat(problem.reason()).containsAnyOf("must be from uri: direct:octotel-validation", "'parameters' is not for flows in from");
        });
    }

    @Test
    void routesDoNotGoInCircles() {
        files.write("octotel/lookup.camel.yaml", FlowFiles.route("octotel-validation-lookup", "- to: direct:octotel-validation-lookup\n"));

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(7);
            assertThat(problem.reason()).isEqualTo("direct:octotel-validation-lookup calls itself: direct:octotel-validation-lookup → direct:octotel-validation-lookup");
        });
    }

    @Test
    void routesAndKameletsDoNotGoInCirclesTogether() {
        files.kamelet("octotel-again", "- to: direct:octotel-validation\n").validation("- choice: { when: [ { simple: '${body}', steps: [ { to: kamelet:octotel-again } ] } ] }\n");

        assertThat(problems()).extracting(FlowProblem::reason)
                .contains("direct:octotel-validation calls itself: direct:octotel-validation → kamelet:octotel-again → direct:octotel-validation");
    }

    @Test
    void aRouteMayCallAnotherTwice() {
        files.kamelet("octotel-once", NOTE).validation("- to: kamelet:octotel-once\n- to: kamelet:octotel-once\n")
                .write("octotel/lookup.camel.yaml", FlowFiles.route("octotel-validation-lookup", "- to: kamelet:octotel-once\n"));

        assertThat(problems()).isEmpty();
    }

    @Test
    void theNearestOfTheSharedKameletsIsNamedThoughNobodyUsesIt() {
        files.write("kamelets/portal-note.kamelet.yaml", FlowFiles.kameletText("portal-note", "", NOTE)).validation("- to: kamelet:portal-noet\n");

        assertThat(problems()).extracting(FlowProblem::reason)
                .containsExactly("there is no Kamelet 'portal-noet' in this folder, nor in kamelets/; did you mean 'portal-note'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- to: { uri: 'log:seen', parameters: { level: WARN, showHeaders: true, multiline: 'true', maxChars: 200, marker: seen } }",
        "- log: { message: 'seen ${body}', loggingLevel: warn, logName: octotel }", "- setBody: { simple: { expression: '${body}', trim: false } }",
        "- filter: { simple: \"${variable.a} == 'x' && ${variable.b} contains 'y'\", steps: [ { log: x } ] }", "- loop: { simple: \"${variable.a} == 'x'\", doWhile: true, steps: [ { log: x } ] }",
        "- setBody: { simple: '${substring(1)} and ${date:now:yyyy-MM-dd}' }", "- to: { uri: 'browser:click', parameters: { target: '#type:checked' } }",
        "- setBody: { constant: '#type:checked' }", "- setBody: { constant: 'the resource: none' }"})
    void whatIsForFlowsHasNoFault(String step) {
        files.validation(step + "\n");

        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "simple: '{{env:SECRET}}' | in {{...}} stands a parameter's name alone",
        "simple: '{{service:none}}' | in {{...}} stands a parameter's name alone",
        "simple: '{{ sys:user.home }}' | in {{...}} stands a parameter's name alone",
        "simple: '{{service}}{env:SECRET}' | {{...}} next to $ or { could become an expression",
        "simple: '${{service}}' | {{...}} next to $ or { could become an expression",
        "simple: '{{{service}}}' | {{...}} next to $ or { could become an expression",
        "constant: 'resource:{{service}}' | a flow reads neither"})
    void aPlaceholderStandsForAParameterAndNothingElse(String body, String told) {
        files.kamelet("octotel-open", SERVICE, "- setBody: { simple: '{{service}}' }\n- setBody: { " + body + " }\n");

        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("octotel/octotel-open.kamelet.yaml");
            assertThat(problem.line()).isEqualTo(17);
            assertThat(problem.reason()).contains(told);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "service | '${env:SECRET}' | ${env...} is not for flows",
        "service | 'resource:file:/etc/passwd' | a flow reads neither",
        "service | '{{env:SECRET}}' | a parameter's default is a text without {{...}}",
        "service | '${body' | Camel cannot read '${body' as Simple: expected symbol functionEnd",
        "exceptionHandler | x | parameter 'exceptionHandler' is one that Camel takes for itself",
        "Location | x | parameter 'Location' is one that Camel takes for itself"})
    void aFaultInAParameterOfAKameletIsTold(String name, String byDefault, String told) {
        files.kamelet("octotel-open", name.strip() + ":\n  {title: Any, description: Any, type: string, default: " + byDefault.strip() + "}",
                "- setBody: { simple: '{{" + name.strip() + "}}' }\n");

        assertThat(problems()).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("octotel/octotel-open.kamelet.yaml");
            assertThat(problem.line()).isPositive();
            assertThat(problem.reason()).contains(told);
        });
    }

    @Test
    void aConditionMayHaveAParameterInItsGrammar() {
        files.kamelet("octotel-open", SERVICE, "- filter: { simple: \"${body} {{service}} 'x'\", steps: [ { log: x } ] }\n"
                + "- filter: { simple: \"${body} == '{{service}}' && ${variable.{{service}}} == 1\", steps: [ { log: x } ] }\n");

        assertThat(problems()).isEmpty();
    }

    @Test
    void routesAndJobTypesBelongTogether() {
        files.write("octotel/octotel-validation.camel.yaml", FlowFiles.route("octotel-validaton", NOTE));

        assertThat(problems()).extracting(FlowProblem::toString)
                .contains("octotel/octotel-validation.camel.yaml:2:5: route id 'octotel-validaton' is not <fno>-<job type>, nor that with -lookup;"
                        + " did you mean 'octotel-validation'?")
                .contains("octotel/fno.yaml: no route has id 'octotel-validation', though its job type is listed under job-types; is it 'octotel-validaton'?");
    }

    @Test
    void onlyRoutesStandInAFileOfRoutes() {
        files.write("octotel/more.camel.yaml", "- beans:\n    - name: x\n      type: java.lang.Object\n");

        assertThat(problems()).extracting(FlowProblem::reason).containsExactly("'beans' is not for flows; a file of routes is a list of '- route:'");
    }

    @Test
    void brokenYamlIsToldWithItsLine() {
        files.write("octotel/more.camel.yaml", "- route:\n    id: [x\n");

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("octotel/more.camel.yaml");
            assertThat(problem.line()).isPositive();
            assertThat(problem.reason()).startsWith("is not YAML");
        });
    }

    @Test
    void aFileWhoseNameSaysNothingIsTold() {
        files.write("octotel/octotel-cancellation.yaml", "[]");

        assertThat(problems()).extracting(FlowProblem::reason).singleElement().asString().contains("routes *.camel.yaml");
    }

    @Test
    void aSavedLoginIsTriedWithAllThatItTakes() {
        files.validation("- to: { uri: 'browser:restore-session', parameters: { url: /app, accepted: '#h' } }\n");

        assertThat(problems()).extracting(FlowProblem::reason)
                .containsExactly("browser:restore-session takes the options 'url', 'accepted' and 'refused' together");
    }

    @Test
    void sessionReuseNeedsALoginThatSavesAndRestores() {
        files.settings(FlowFiles.SETTINGS + "session-reuse: {enabled: true}\n");
        assertThat(problems()).extracting(FlowProblem::reason).singleElement().asString()
                .startsWith("session-reuse is enabled, but no step of this FNO is browser:restore-session, nor browser:save-session");

        files.validation("- to: { uri: 'browser:restore-session', parameters: { url: /app, accepted: '#h', refused: '#login' } }\n- to: browser:save-session\n");
        assertThat(problems()).isEmpty();
    }

    @Test
    void aCodeNeedsItsSettings() {
        files.settings(FlowFiles.SETTINGS.replace("totp: {digits: 6}\n", ""))
                .validation("- to: { uri: 'browser:totp', parameters: { target: '#c', accepted: '#h', refused: '#e' } }\n");

        assertThat(problems()).extracting(FlowProblem::reason).containsExactly("browser:totp needs a 'totp:' in fno.yaml");
    }

    private List<FlowProblem> problems() {
        return FlowCheck.check(folder, "octotel");
    }
}
