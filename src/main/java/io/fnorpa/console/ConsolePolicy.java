package io.fnorpa.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.management.ObjectName;

/**
 * Which MBeans the console shows, and which of their attributes and operations are for whom. What is not listed is for nobody. The
 * table in docs/console.md says the same, and a test holds the two together. Not listed on purpose: what sends a message or makes an
 * endpoint, changes a route or skips a step of one, evaluates an expression, changes a message that waits at a breakpoint, reads queued
 * messages, sets a log level, or stops a whole context; what stops one of the platform's own routes, by which all jobs live and the console too; what takes
 * a time to wait, which may be any; and going on step by step, which Camel does not end when nobody presses the button any more. Nor the MBeans of single steps, consumers and producers, which are nine of ten: the
 * route's own statistics have a step's counts, and the console would take long to load all of them.
 */
final class ConsolePolicy {

    /** As much of a body as a trace may hold, in characters: what Hawtio asks for by itself. */
    static final int LONGEST_TRACED_BODY = 5_000;

    private static final Map<String, Predicate<Object>> BODIES = Map.of("BodyMaxChars", value -> value instanceof Number most
            && most.longValue() >= 0 && most.longValue() <= LONGEST_TRACED_BODY, "BodyIncludeStreams", Boolean.FALSE::equals, "BodyIncludeFiles", Boolean.FALSE::equals);

    private static final String[] ROUTE_LOOKS = {"dumpRouteAsXml", "dumpRouteAsYaml", "dumpRouteStatsAsXml", "dumpRouteStatsAsJSon", "dumpStepStatsAsXml",
        "dumpRouteSourceLocationsAsXml", "dumpStatsAsXml", "dumpStatsAsJSon", "processorIds"};

    /** The first that is about an MBean counts. Flows' contexts are {@code octotel@<version>}. */
    static final List<Grant> GRANTS = List.of(
            Grant.of("org.apache.camel:type=context,*").allAttributesBut("GlobalOptions")
                    .looks("dumpRoutesAsXml", "dumpRoutesAsYaml", "dumpRoutesStatsAsXml", "dumpRouteStatsAsJSon", "dumpStepStatsAsXml", "dumpRestsAsXml",
                            "dumpRoutesCoverageAsXml", "dumpRouteTemplatesAsXml", "dumpStatsAsXml", "dumpStatsAsJSon", "componentNames", "languageNames", "dataFormatNames")
                    .changes("reset"),
            Grant.of("org.apache.camel:context=*@*,type=routes,*").allAttributesBut("LastError").looks(ROUTE_LOOKS)
                    .changes("start()", "stop()", "restart()", "suspend()", "resume()", "reset"),
            Grant.of("org.apache.camel:type=routes,*").allAttributesBut("LastError").looks(ROUTE_LOOKS).changes("reset"),
            Grant.of("org.apache.camel:type=endpoints,*").allAttributesBut(),
            Grant.of("org.apache.camel:type=components,*").allAttributesBut(),
            Grant.of("org.apache.camel:type=threadpools,*").allAttributesBut(),
            Grant.of("org.apache.camel:type=services,name=DefaultRuntimeEndpointRegistry*,*").allAttributesBut().looks("endpointStatistics"),
            Grant.of("org.apache.camel:type=services,name=DefaultInflightRepository*,*").allAttributesBut().looks("size", "browse"),
            Grant.of("org.apache.camel:type=services,name=DefaultAsyncProcessorAwaitManager*,*").allAttributesBut().looks("browse"),
            Grant.of("org.apache.camel:type=services,name=DefaultRestRegistry*,*").allAttributesBut().looks("listRestServices"),
            Grant.of("org.apache.camel:type=services,*").allAttributesBut(),
            Grant.of("org.apache.camel:type=tracer,name=BacklogTracer*,*").allAttributesBut()
                    .changes("setEnabled", "clear", "resetTraceCounter", "dumpTracedMessagesAsXml", "dumpTracedMessagesAsJSon", "dumpAllTracedMessagesAsXml", "dumpAllTracedMessagesAsJSon")
                    .settings(BODIES),
            Grant.of("org.apache.camel:type=tracer,name=BacklogDebugger*,*").allAttributesBut()
                    .changes("enableDebugger", "disableDebugger", "breakpoints", "addBreakpoint", "removeBreakpoint", "removeAllBreakpoints", "enableBreakpoint", "disableBreakpoint",
                            "suspendedBreakpointNodeIds", "suspendedBreakpointExchangeIds", "resumeBreakpoint", "resumeAll",
                            "getDebugCounter", "resetDebugCounter", "dumpTracedMessagesAsXml", "dumpTracedMessagesAsJSon", "messageHistoryOnBreakpointAsXml")
                    .settings(BODIES),
            Grant.of("java.lang:type=Memory").attributes("HeapMemoryUsage", "NonHeapMemoryUsage"),
            Grant.of("java.lang:type=OperatingSystem").attributes("AvailableProcessors", "SystemLoadAverage", "ProcessCpuLoad"),
            Grant.of("java.lang:type=Runtime").attributes("StartTime", "Uptime", "SpecVersion", "VmName", "VmVendor", "VmVersion"),
            Grant.of("java.lang:type=Threading").attributes("ThreadCount", "PeakThreadCount", "DaemonThreadCount"));

    private ConsolePolicy() {}

    /** What there is for this role about an MBean; empty: it does not exist for the console. */
    static Optional<Grant> about(ObjectName mbean, boolean operator) {
        return GRANTS.stream().filter(grant -> grant.isAbout(mbean)).findFirst().filter(grant -> grant.isFor(operator));
    }
}
