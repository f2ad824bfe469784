package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.debugger.BacklogTracer;
import org.apache.camel.spi.BacklogDebugger;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a context lets a flow reach, even if the check had let it pass. */
class FlowContextTest {

    @TempDir
    Path folder;

    private FlowContext context;

    @BeforeEach
    void build() {
        new FlowFiles(folder).validation("- to: { uri: 'job:note', parameters: { message: hello } }\n");
        context = FlowContext.of(FlowFolder.read(folder, "octotel"));
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void itIsNamedByFnoAndVersion() {
        assertThat(context.camel().getName()).isEqualTo("octotel@" + context.version());
        assertThat(context.version()).matches("[0-9a-f]{12}");
    }

    @Test
    void traceAndDebugStandByAndABreakpointLetsAJobGoBeforeItsDeadline() {
        BacklogTracer tracer = context.camel().getCamelContextExtension().getContextPlugin(BacklogTracer.class);
        BacklogDebugger debugger = context.camel().hasService(BacklogDebugger.class);

        assertThat(List.of(tracer.isStandby(), tracer.isEnabled(), debugger.isStandby(), debugger.isEnabled())).containsExactly(true, false, true, false);
        assertThat(tracer.getBacklogSize()).as("room in Camel's queue for those that come together").isLessThanOrEqualTo(BacklogTracer.MAX_BACKLOG_SIZE / 2);
        assertThat(debugger.getFallbackTimeout()).isEqualTo(60);
        FnoSettings hasty = FnoSettings.parse("octotel/fno.yaml", FlowFiles.SETTINGS.replace("    parameters:\n", "    deadline: PT30S\n    parameters:\n"));
        assertThat(FlowInsight.longestAtABreakpoint(hasty)).hasSeconds(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/tmp", "exec:ls", "bean:x", "seda:x", "timer:x", "class:java.lang.Runtime"})
    void itKnowsNoComponentButTheLanguages(String uri) {
        assertThatThrownBy(() -> context.camel().getEndpoint(uri)).hasStackTraceContaining("is not for flows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${bean:java.lang.Runtime}", "${bean:type:java.lang.System?method=exit}", "${camelContext.stop()}", "${exchange.context}",
        "${variable.job.getClass()}", "${variable.job[id].getClass.getName}", "${body.getClass()}"})
    void anExpressionCallsNoMethod(String expression) {
        assertThat(catchThrowable(() -> evaluate(expression))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "${variable.job[parameters][service_id]} | S-1",
        "${variable.job[parameters][lines][1]}   | b",
        "${variable.job.parameters.service_id}   | S-1",
        "${variable.job[parameters][none][more]} | null"})
    void anExpressionReadsByKey(String expression, String value) {
        assertThat(String.valueOf(evaluate(expression))).isEqualTo(value);
    }

    @Test
    void aWrongOptionIsRefusedWhenTheRouteIsBuilt() {
        assertThatThrownBy(() -> context.camel().getEndpoint("browser:click?tagret=x"))
                .hasStackTraceContaining("browser:click has no option 'tagret'; did you mean 'target'?");
        assertThatThrownBy(() -> context.camel().getEndpoint("browser:clik"))
                .hasStackTraceContaining("There is no browser:clik; did you mean 'click'?");
    }

    @Test
    void aSelectorThatBeginsWithAHashIsNoBean() {
        assertThat(context.camel().getEndpoint("browser:click?target=#save")).isNotNull();
    }

    @Test
    void itIsStoppedWhenTheLastJobHasLeft() throws Exception {
        assertThat(context.enter()).isTrue();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(context::close);
        while (context.enter()) { // until the other thread has begun to close
            context.leave();
            Thread.onSpinWait();
        }

        assertThat(context.camel().isStarted()).isTrue();
        assertThat(closing).isNotDone();
        context.leave();
        closing.get(30, TimeUnit.SECONDS);
        assertThat(context.camel().isStopped()).isTrue();
    }

    private Object evaluate(String expression) {
        CamelContext camel = context.camel();
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody("body");
        exchange.setVariable("job", Map.of("id", 7L, "parameters", Map.of("service_id", "S-1", "lines", List.of("a", "b"))));
        Expression simple = camel.resolveLanguage("simple").createExpression(expression);
        simple.init(camel);
        return simple.evaluate(exchange, Object.class);
    }
}
