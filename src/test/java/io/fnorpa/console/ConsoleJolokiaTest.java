package io.fnorpa.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jolokia.server.core.request.BadRequestException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jolokia's protocol as the console speaks it, on the MBeans of a running Camel. */
class ConsoleJolokiaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ConsoleUser OPERATOR = new ConsoleUser("Olga", true);
    private static final ConsoleUser VIEWER = new ConsoleUser("Vera", false);
    private static final String CONTEXT = "jolokia@0123456789ab";
    private static final String ROUTE = "org.apache.camel:context=" + CONTEXT + ",type=routes,name=\\\"a\\\"";

    private static CamelContext camel;
    private static ConsoleJolokia jolokia;

    @BeforeAll
    static void start() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName(CONTEXT);
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

    @ParameterizedTest
    @ValueSource(strings = {"no json", "17", "[17]", "{}", "{'type':'nothing'}", "{'type':5}", "{'type':'read'}", "{'type':'read','mbean':'no name'}", "{'type':'version','config':7}"})
    void whatIsNoRequestIsRefusedAsThat(String request) {
        assertThatThrownBy(() -> ask(VIEWER, request)).isInstanceOf(BadRequestException.class);
    }

    /** Of two that are asked at once the one that fails by our fault says so, and the other is answered. */
    @Test
    void aFailureOfOursIsNoBadRequest() throws Exception {
        ObjectName broken = new ObjectName("org.apache.camel:context=" + CONTEXT + ",type=services,name=Broken");
        ManagementFactory.getPlatformMBeanServer().registerMBean(new StandardMBean(ConsoleJolokiaTest::cannotBeRead, BrokenMBean.class), broken);
        try {
            JsonNode answers = ask(VIEWER, "[{'type':'read','mbean':'" + broken + "','attribute':'Value'},{'type':'version'}]");
            assertThat(answers).extracting(answer -> answer.path("status").asInt()).containsExactly(500, 200);
            assertThat(answers.get(0).has("stacktrace")).isFalse();
        } finally {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(broken);
        }
    }

    private static Map<String, String> cannotBeRead() {
        return new AbstractMap<>() {
            @Override
            public Set<Entry<String, String>> entrySet() {
                throw new IllegalStateException("broken");
            }
        };
    }

    public interface BrokenMBean {
        Map<String, String> getValue();
    }

    @Test
    void aFailureOfOursIsAnsweredAsOne() {
        assertThat(statusOf(new BadRequestException("Invalid JSON request"))).isEqualTo(400);
        assertThat(statusOf(new IllegalStateException("broken"))).isEqualTo(500);
        assertThat(statusOf(new IOException("broken"))).isEqualTo(500);
    }

    private static Object statusOf(Exception failure) {
        DefaultExchange exchange = new DefaultExchange(camel);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, failure);
        new ConsoleAnswers(jolokia, Clock.systemUTC()).failure(exchange);
        assertThat(exchange.getMessage().getBody(String.class)).doesNotContain("broken");
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE);
    }

    /** Jolokia's proxy to other JVMs is not there: the request is one for this JVM. */
    @Test
    void noOtherJvmIsCalled() throws IOException {
        JsonNode answer = ask(OPERATOR, "{'type':'read','mbean':'java.lang:type=Runtime','attribute':'StartTime','target':{'url':'service:jmx:rmi:///jndi/rmi://127.0.0.1:1/x'}}");
        assertThat(answer.path("value").asLong()).isEqualTo(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    private static JsonNode ask(ConsoleUser user, String request) throws IOException {
        StringWriter answer = new StringWriter();
        jolokia.answer(user, request.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Map.of()).writeJSONString(answer);
        return JSON.readTree(answer.toString());
    }
}
