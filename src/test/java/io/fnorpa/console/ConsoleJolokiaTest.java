package io.fnorpa.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jolokia's protocol as the console speaks it, on the MBeans of a running Camel. */
class ConsoleJolokiaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ConsoleUser OPERATOR = new ConsoleUser("Olga", true);
    private static final ConsoleUser VIEWER = new ConsoleUser("Vera", false);
    private static final String ROUTE = "org.apache.camel:context=jolokia-test,type=routes,name=\\\"a\\\"";

    private static CamelContext camel;
    private static ConsoleJolokia jolokia;

    @BeforeAll
    static void start() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName("jolokia-test");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").routeId("a").to("log:x");
            }
        });
        context.start();
        camel = context;
        jolokia = new ConsoleJolokia();
        jolokia.start();
    }

    @AfterAll
    static void stop() {
        jolokia.stop();
        camel.stop();
    }

    @Test
    void anOperatorSuspendsARouteAndAViewerSeesIt() throws IOException {
        String suspend = "{'type':'exec','mbean':'" + ROUTE + "','operation':'suspend()'}";
        String state = "{'type':'read','mbean':'" + ROUTE + "','attribute':'State'}";

        assertThat(ask(VIEWER, suspend).path("status").asInt()).isNotEqualTo(200);
        assertThat(ask(VIEWER, state).path("value").asText()).isEqualTo("Started");
        assertThat(ask(OPERATOR, suspend).path("status").asInt()).isEqualTo(200);
        assertThat(ask(VIEWER, state).path("value").asText()).isEqualTo("Suspended");
        assertThat(ask(OPERATOR, suspend.replace("suspend", "resume")).path("status").asInt()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "{'type':'read','mbean':'java.lang:type=Runtime','attribute':'SystemProperties'} | does not show attribute SystemProperties",
        "{'type':'read','mbean':'java.lang:type=Runtime','attribute':'InputArguments'} | does not show attribute InputArguments",
        "{'type':'exec','mbean':'java.lang:type=Memory','operation':'gc'} | No operation gc found",
        "{'type':'exec','mbean':'com.sun.management:type=DiagnosticCommand','operation':'vmSystemProperties'} | the console does not show it",
        "{'type':'exec','mbean':'com.sun.management:type=HotSpotDiagnostic','operation':'dumpHeap','arguments':['x.hprof',true]} | the console does not show it",
        "{'type':'write','mbean':'java.lang:type=Memory','attribute':'Verbose','value':true} | No such attribute",
        "{'type':'notification','command':'register'} | does not tell of things by itself"})
    void whatIsNotListedIsForNobody(String request, String why) throws IOException {
        for (ConsoleUser user : new ConsoleUser[] {OPERATOR, VIEWER}) {
            JsonNode answer = ask(user, request);
            assertThat(answer.path("status").asInt()).isBetween(400, 404);
            assertThat(answer.path("error").asText()).contains(why);
            assertThat(answer.has("value") || answer.has("stacktrace")).isFalse();
        }
    }

    @Test
    void aPatternReadsWhatIsShownAlone() throws IOException {
        JsonNode all = ask(OPERATOR, "{'type':'read','mbean':'java.lang:*'}").path("value");
        assertThat(all.fieldNames()).toIterable().containsExactlyInAnyOrder("java.lang:type=Memory", "java.lang:type=OperatingSystem", "java.lang:type=Runtime", "java.lang:type=Threading");
        assertThat(all.path("java.lang:type=Runtime").fieldNames()).toIterable().contains("Uptime").doesNotContain("SystemProperties", "InputArguments", "ClassPath");
    }

    @Test
    void severalAreAskedAtOnceAndWhatIsNoJsonIsRefused() throws IOException {
        assertThat(ask(VIEWER, "[{'type':'version'},{'type':'search','mbean':'*:*'}]")).hasSize(2);
        assertThatThrownBy(() -> ask(VIEWER, "no json")).hasMessageContaining("JSON");
    }

    /** Jolokia's proxy to other JVMs is not there: the request is one for this JVM. */
    @Test
    void noOtherJvmIsCalled() throws IOException {
        JsonNode answer = ask(OPERATOR, "{'type':'read','mbean':'java.lang:type=Runtime','attribute':'StartTime','target':{'url':'service:jmx:rmi:///jndi/rmi://127.0.0.1:1/x'}}");
        assertThat(answer.path("value").asLong()).isEqualTo(java.lang.management.ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    private static JsonNode ask(ConsoleUser user, String request) throws IOException {
        StringWriter answer = new StringWriter();
        jolokia.answer(user, request.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Map.of()).writeJSONString(answer);
        return JSON.readTree(answer.toString());
    }
}
