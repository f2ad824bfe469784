package io.fnorpa.flow.runtime;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.debugger.BacklogTracer;
import org.apache.camel.impl.debugger.DefaultBacklogDebugger;
import org.apache.camel.spi.BacklogDebugger;

/**
 * Trace and debug of a version's flows, for whoever may reach them by JMX. Both stand by: until somebody switches one on, a step asks whether it is on and is
 * noted in the message's history, and that is all. Kamelets' steps are in the trace; a breakpoint can be at a route's step, not inside a Kamelet.
 */
final class FlowInsight {

    /**
     * A job waits at a breakpoint for so long at the most, and then goes on: half of what a browser session may idle. It is less where a job type's deadline is
     * short: half of that.
     */
    static final Duration LONGEST_AT_A_BREAKPOINT = Duration.ofSeconds(60);

    /**
     * More than a job has steps. Camel's queue has room for 1000; it is emptied down to this before each entry, so that as many jobs may come at the same
     * moment as there is room above it: one for which there is none would fail.
     */
    private static final int MOST_TRACED = 500;

    private static final int LONGEST_BODY = 5_000;

    private FlowInsight() {}

    /** @param camel built, and without routes yet: they are made so that they can be traced */
    static void standBy(CamelContext camel, FnoSettings settings) throws Exception {
        camel.setBacklogTracingStandby(true);
        camel.setBacklogTracingTemplates(true);
        camel.setDebugStandby(true);
        camel.addService(tracer(camel));
        camel.addService(debugger(camel, settings));
    }

    private static BacklogTracer tracer(CamelContext camel) {
        BacklogTracer tracer = BacklogTracer.createTracer(camel);
        tracer.setStandby(true);
        tracer.setTraceTemplates(true);
        tracer.setBacklogSize(MOST_TRACED);
        tracer.setBodyMaxChars(LONGEST_BODY);
        tracer.setBodyIncludeFiles(false);
        camel.getCamelContextExtension().addContextPlugin(BacklogTracer.class, tracer);
        return tracer;
    }

    private static BacklogDebugger debugger(CamelContext camel, FnoSettings settings) {
        BacklogDebugger debugger = DefaultBacklogDebugger.createDebugger(camel);
        debugger.setFallbackTimeout(longestAtABreakpoint(settings).toSeconds());
        debugger.setBodyMaxChars(LONGEST_BODY);
        debugger.setBodyIncludeFiles(false);
        return debugger;
    }

    /** At least a second: Camel counts in whole ones. */
    static Duration longestAtABreakpoint(FnoSettings settings) {
        return settings.jobTypes().values().stream().flatMap(type -> type.deadline().stream()).map(deadline -> deadline.dividedBy(2))
                .filter(half -> half.compareTo(LONGEST_AT_A_BREAKPOINT) < 0).min(Duration::compareTo).map(half -> half.toSeconds() < 1 ? Duration.ofSeconds(1) : half)
                .orElse(LONGEST_AT_A_BREAKPOINT);
    }
}
