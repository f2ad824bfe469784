package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fnorpa.flow.component.browser.BrowserEndpoint;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.DefaultExchangeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a flow's context does not reach, even where the check has let a text pass. */
class FlowBoundsTest {

    private static final String NOTE = "- to: { uri: 'job:note', parameters: { message: hello } }\n";
    private static final String PARTS = "start: {title: Start, description: Begins it, type: string}\nrest: {title: Rest, description: Ends it, type: string}";

    @TempDir
    Path folder;

    private FlowContext context;
    private Path secret;

    @BeforeEach
    void build() throws IOException {
        secret = Files.writeString(folder.resolve("secret.txt"), "the secret");
        new FlowFiles(folder).validation(NOTE);
        context = FlowContext.of(FlowFolder.read(folder, "octotel"));
        Made.count = 0;
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "constant", "header", "variable", "exchangeProperty"})
    void noLanguageReadsAFile(String language) {
        String told = String.valueOf(catchThrowable(() -> assertThat(evaluated(language, "resource:file:" + secret)).doesNotContain("the secret")));

        assertThat(told).doesNotContain("the secret");
    }

    @Test
    void simpleReadsNoFileThatIsNamedByTheMessage() {
        assertThatThrownBy(() -> evaluated("simple", "resource:file:${variable.file}")).hasStackTraceContaining("a flow reads neither");
    }

    @Test
    void noAddressIsAskedWhileAFlowIsBuilt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0)) {
            Thread answering = new Thread(() -> answer(server, asked));
            answering.start();
            FlowRefusedException refused = built("setBody: { constant: '{{start}}:{{rest}}' }", "resource", "http://127.0.0.1:" + server.getLocalPort() + "/x");

            assertThat(refused).hasMessageContaining("a flow reads no files and no addresses");
            server.close();
            answering.join();
        }
        assertThat(asked).hasValue(0);
    }

    /** Hangs up on whoever asks. */
    private static void answer(ServerSocket server, AtomicInteger asked) {
        try {
            while (true) {
                server.accept().close();
                asked.incrementAndGet();
            }
        } catch (IOException e) {
            // the server has been closed
        }
    }

    @Test
    void whatACallerGivesIsNoFile() {
        FlowRefusedException refused = built("setBody: { simple: '{{start}}:{{rest}}' }", "resource", "file:" + secret);

        assertThat(refused).hasMessageContaining("a flow reads neither");
    }

    @Test
    void whatACallerGivesIsNoFunctionThatIsNotForFlows() {
        FlowRefusedException refused = built("setBody: { simple: '{{start}}{{rest}}' }", "$", "{env:PATH}");

        assertThat(refused).hasMessageContaining("${env...} is not for flows");
    }

    @Test
    void whatACallerGivesAVerbIsNoFunctionThatIsNotForFlows() {
        FlowRefusedException refused = built("to: { uri: 'job:note', parameters: { message: 'RAW({{start}}{{rest}})' } }", "$", "{sys:user.home}");

        assertThat(refused).hasMessageContaining("${sys...} is not for flows");
    }

    private FlowRefusedException built(String step, String start, String rest) {
        new FlowFiles(folder).kamelet("octotel-put", PARTS, "- " + step + "\n")
                .validation("- to: { uri: 'kamelet:octotel-put', parameters: { start: '" + start + "', rest: '" + rest + "' } }\n");
        assertThat(FlowCheck.check(folder, "octotel")).isEmpty();
        return catchThrowableOfType(FlowRefusedException.class, () -> FlowContext.of(FlowFolder.read(folder, "octotel")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${env:PATH}", "${env.PATH}", "${sysenv.PATH}", "${sys.java.home}", "${properties:x}", "${type:java.io.File.separator}", "${ref:x}",
        "${bean:x}", "${camelContext.name}", "${exchange.context}", "${messageAs(java.lang.String)}", "$simple{env:PATH}", "${iif(true, '${env:PATH}', 'x')}",
        "${body} == '${env:PATH}'", "${${variable.function}}", "${body.getClass}", "${exception.stackTrace}"})
    void noTextIsAFunctionThatIsNotForFlows(String text) {
        assertThatThrownBy(() -> evaluated("simple", text)).isNotNull();
        assertThatThrownBy(() -> matches(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{env:PATH}}", "{{sys:java.home}}", "{{service:x}}", "{{bean:x.y}}", "{{env}}"})
    void noPlaceholderIsAFunction(String placeholder) {
        String value = String.valueOf(catchThrowable(() -> assertThat(context.camel().resolvePropertyPlaceholders(placeholder))
                .isNotEqualTo(System.getenv("PATH")).isNotEqualTo(System.getProperty("java.home"))));

        assertThat(value).doesNotContain("Expecting");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "log:x?exchangeFormatter=#class:MADE",
        "log:x?exchangeFormatter=%23class%3AMADE",
        "log:x?exchangeFormatter=RAW(#class:MADE)",
        "log:x?logger=#class:MADE",
        "log:x?lazyStartProducer=#class:MADE",
        "direct:x?exceptionHandler=#class:MADE",
        "direct:x?bridgeErrorHandler=#class:MADE",
        "log:x?exchangeFormatter=#type:MADE",
        "log:x?exchangeFormatter=#valueAs(MADE):x",
        "log:x?exchangeFormatter=#class:MADE#made",
        "log:x?exchangeFormatter=#class:MADE('x')",
        "kamelet:source?exceptionHandler=#class:MADE"})
    void noTextMakesAnObject(String uri) {
        assertThat(catchThrowable(() -> context.camel().getEndpoint(uri.replace("MADE", Made.class.getName())))).isNotNull();
        assertThat(Made.count).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"#class:io.fnorpa.flow.runtime.FlowBoundsTest$Made", "#type:checked", "#save", "#bean:x", "#valueAs(int):1", "#property:x", "#autowired"})
    void anOptionOfAVerbIsATextAsItStands(String text) {
        BrowserEndpoint click = context.camel().getEndpoint("browser:click?target=RAW(" + text + ")", BrowserEndpoint.class);

        assertThat(click.getTarget()).isEqualTo(text);
        assertThat(Made.count).isZero();
    }

    @Test
    void noTextMakesAFile() {
        Path made = folder.resolve("made.log");

        assertThatThrownBy(() -> context.camel().getEndpoint("log:x?exchangeFormatter=RAW(#class:java.util.logging.FileHandler('" + made + "'))"))
                .hasStackTraceContaining("class java.util.logging.FileHandler is not for flows");
        assertThat(made).doesNotExist();
    }

    /** Could be put wherever Camel wants an object. */
    public static final class Made extends DefaultExchangeFormatter {

        private static int count;

        public Made() {
            count++;
        }

        public Made(String any) {
            this();
        }

        public static Made made() {
            return new Made();
        }
    }

    private String evaluated(String language, String text) {
        CamelContext camel = context.camel();
        Expression expression = camel.resolveLanguage(language).createExpression(text);
        expression.init(camel);
        return expression.evaluate(exchange(), String.class);
    }

    private boolean matches(String text) {
        Predicate predicate = context.camel().resolveLanguage("simple").createPredicate(text);
        predicate.init(context.camel());
        return predicate.matches(exchange());
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(context.camel());
        exchange.getMessage().setBody("body");
        exchange.setVariable("job", Map.of("id", 7L));
        exchange.setVariable("file", secret.toString());
        exchange.setVariable("function", "env:PATH");
        return exchange;
    }
}
