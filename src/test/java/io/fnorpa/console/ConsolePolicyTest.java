package io.fnorpa.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.debugger.BacklogTracer;
import org.apache.camel.impl.debugger.DefaultBacklogDebugger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The table of docs/console.md against what each role gets of a running Camel's MBeans and the JVM's own. Nothing that is called here reaches
 * an MBean: what would is written down.
 */
class ConsolePolicyTest {

    private static final List<Row> TABLE = table();
    private static final MBeanServer REAL = ManagementFactory.getPlatformMBeanServer();
    /** As the platform's is named, and as a version's of an FNO's flows. */
    private static final List<String> CONTEXTS = List.of("not-of-a-version", "octotel@0123456789ab");
    private static final List<CamelContext> CAMELS = new ArrayList<>();

    /** A row of the table; {@code reads} is null where all is read but {@code hidden}. */
    private record Row(ObjectName mbeans, Set<String> reads, Set<String> hidden, Set<String> calls, Set<String> operatorCalls, Set<String> sets) {

        boolean shows(boolean operator) {
            return reads == null || !reads.isEmpty() || !calls.isEmpty() || operator && !operatorCalls.isEmpty();
        }

        boolean reads(String attribute) {
            return reads == null ? !hidden.contains(attribute) : reads.contains(attribute);
        }

        /** Every form where the table has the name alone, else the form that it has. */
        boolean calls(MBeanOperationInfo operation, boolean operator) {
            return Stream.of(operation.getName(), operation.getName() + "(" + String.join(",", types(operation)) + ")")
                    .anyMatch(word -> calls.contains(word) || operator && operatorCalls.contains(word));
        }
    }

    private static String[] types(MBeanOperationInfo operation) {
        return Stream.of(operation.getSignature()).map(MBeanParameterInfo::getType).toArray(String[]::new);
    }

    private static List<Row> table() {
        try {
            return Files.readAllLines(Checkout.find().root().resolve("docs/console.md")).stream().filter(line -> line.matches("\\| `(org\\.apache\\.camel|java\\.lang):.*"))
                    .map(line -> line.split("\\|", -1)).map(ConsolePolicyTest::row).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Row row(String[] cells) {
        boolean all = cells[2].strip().startsWith("all");
        try {
            return new Row(new ObjectName(words(cells[1]).iterator().next()), all ? null : words(cells[2]), all ? words(cells[2]) : Set.of(), words(cells[3]), words(cells[4]), words(cells[5]));
        } catch (JMException e) {
            throw new IllegalStateException(cells[1], e);
        }
    }

    private static Set<String> words(String cell) {
        return Pattern.compile("`([^`]+)`").matcher(cell).results().map(word -> word.group(1)).collect(Collectors.toSet());
    }

    @BeforeAll
    static void startCamels() throws Exception {
        for (String name : CONTEXTS) {
            CAMELS.add(startCamel(name));
        }
    }

    private static CamelContext startCamel(String name) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName(name);
        context.setBacklogTracingStandby(true);
        context.setDebugStandby(true);
        context.build();
        context.addService(BacklogTracer.createTracer(context));
        context.addService(DefaultBacklogDebugger.createDebugger(context));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").routeId("a").choice().when(simple("${body} == 1")).setBody(constant("x")).end().to("log:x");
                from("seda:b").routeId("b").to("direct:a");
            }
        });
        context.start();
        return context;
    }

    @AfterAll
    static void stopCamels() {
        CAMELS.forEach(CamelContext::stop);
    }

    @Test
    void theTableHasARowForEachGrantInTheSameOrder() {
        assertThat(TABLE).extracting(Row::mbeans).containsExactlyElementsOf(ConsolePolicy.GRANTS.stream().map(Grant::mbeans).toList());
    }

    @Test
    void eachRoleGetsWhatTheTableSaysOfEachMBeanAndNothingElse() throws Exception {
        for (boolean operator : new boolean[] {false, true}) {
            Recorder recorder = new Recorder();
            PolicedMBeans policed = new PolicedMBeans(recorder.server(), () -> new ConsoleUser("Olga", operator));
            Set<ObjectName> all = REAL.queryNames(null, null);
            assertThat(all).extracting(ObjectName::getDomain).contains("com.sun.management", "java.lang", "org.apache.camel", "java.util.logging", "JMImplementation");
            assertThat(policed.queryNames(null, null)).containsExactlyInAnyOrderElementsOf(all.stream().filter(name -> row(name).filter(row -> row.shows(operator)).isPresent()).toList());
            for (ObjectName name : all) {
                check(policed, recorder, name, operator);
            }
            assertThat(recorder.calls).hasSizeGreaterThan(operator ? 50 : 20);
        }
    }

    private static Optional<Row> row(ObjectName name) {
        return TABLE.stream().filter(row -> row.mbeans().apply(name)).findFirst();
    }

    private static void check(PolicedMBeans policed, Recorder recorder, ObjectName name, boolean operator) throws JMException {
        MBeanInfo real = REAL.getMBeanInfo(name);
        Optional<Row> row = row(name).filter(found -> found.shows(operator));
        for (MBeanOperationInfo operation : real.getOperations()) {
            boolean allowed = row.filter(found -> found.calls(operation, operator)).isPresent();
            assertThat(recorder.reached(() -> policed.invoke(name, operation.getName(), new Object[types(operation).length], types(operation)))).as("call %s of %s, operator %s", operation, name, operator).isEqualTo(allowed);
        }
        for (MBeanAttributeInfo attribute : real.getAttributes()) {
            boolean readable = row.filter(found -> found.reads(attribute.getName())).isPresent();
            assertThat(recorder.reached(() -> policed.getAttribute(name, attribute.getName()))).as("read %s of %s", attribute.getName(), name).isEqualTo(readable);
            boolean settable = operator && row.filter(found -> found.sets().contains(attribute.getName())).isPresent();
            Object good = attribute.getName().equals("BodyMaxChars") ? 5_000 : false;
            assertThat(recorder.reached(() -> set(policed, name, attribute.getName(), good))).as("set %s of %s", attribute.getName(), name).isEqualTo(settable);
            assertThat(recorder.reached(() -> set(policed, name, attribute.getName(), attribute.getName().equals("BodyMaxChars") ? 5_001 : true))).as("set %s of %s wrongly", attribute.getName(), name).isFalse();
        }
        if (row.isPresent()) {
            assertListsOnly(policed.getMBeanInfo(name), row.get(), operator);
        }
    }

    private static void assertListsOnly(MBeanInfo shown, Row row, boolean operator) {
        assertThat(shown.getOperations()).allMatch(operation -> row.calls(operation, operator));
        assertThat(shown.getAttributes()).allMatch(attribute -> row.reads(attribute.getName()));
        assertThat(shown.getAttributes()).filteredOn(MBeanAttributeInfo::isWritable).allMatch(attribute -> operator && row.sets().contains(attribute.getName()));
        assertThat(shown.getConstructors()).isEmpty();
    }

    /** What all jobs live by, and the console: nobody stops it from here. */
    @Test
    void aRouteOfThePlatformIsStoppedByNobodyAndAFlowsRouteByAnOperator() throws Exception {
        Recorder recorder = new Recorder();
        for (boolean operator : new boolean[] {false, true}) {
            PolicedMBeans policed = new PolicedMBeans(recorder.server(), () -> new ConsoleUser("Olga", operator));
            for (String operation : List.of("start", "stop", "restart", "suspend", "resume")) {
                for (String context : CONTEXTS) {
                    ObjectName route = new ObjectName("org.apache.camel:context=" + context + ",type=routes,name=\"b\"");
                    assertThat(REAL.isRegistered(route)).isTrue();
                    assertThat(recorder.reached(() -> policed.invoke(route, operation, null, null))).as("%s of %s, operator %s", operation, context, operator)
                            .isEqualTo(operator && context.contains("@"));
                    assertThat(recorder.reached(() -> policed.invoke(route, operation, new Object[] {86_400L}, new String[] {"long"}))).as("%s for a day", operation).isFalse();
                }
            }
        }
    }

    /** An argument is one line of the log, and no long one. */
    @Test
    void whatIsSentForgesNoLineOfTheLog() throws Exception {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line instanceof ExtLogRecord record ? record.getFormattedMessage() : new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(PolicedMBeans.class.getName());
        log.addHandler(handler);
        try {
            ObjectName debugger = REAL.queryNames(new ObjectName("org.apache.camel:type=tracer,name=BacklogDebugger*,*"), null).iterator().next();
            new PolicedMBeans(new Recorder().server(), () -> new ConsoleUser("Olga", true)).invoke(debugger, "addBreakpoint",
                    new Object[] {"x\r\n12:00:00 INFO Root calls\u2028\u202e\u001b[31m" + "y".repeat(5_000)}, new String[] {"java.lang.String"});
        } finally {
            log.removeHandler(handler);
        }
        assertThat(lines).singleElement().asString().startsWith("Olga calls addBreakpoint[x??12:00:00 INFO Root calls???[31my").contains("… of " + "org.apache.camel:").hasSizeLessThan(400)
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    }

    private static Object set(PolicedMBeans policed, ObjectName name, String attribute, Object value) throws JMException {
        policed.setAttribute(name, new Attribute(attribute, value));
        return null;
    }

    @Test
    void whatIsNotMadeOfTextsAndNumbersIsNotTakenApart() {
        assertThat(PlainValue.require(Map.of("a", List.of(1, "b")))).isNotNull();
        assertThat(PlainValue.require(new String[] {"a"})).isNotNull();
        assertThatThrownBy(() -> PlainValue.require(List.of(CAMELS.get(0)))).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> PlainValue.require(CAMELS.get(0))).isInstanceOf(SecurityException.class);
    }

    /** An MBean server that has the real one's MBeans, and only writes down what would be done to them. */
    private static final class Recorder {

        private final List<String> calls = new ArrayList<>();

        MBeanServer server() {
            return (MBeanServer) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {MBeanServer.class}, (proxy, method, arguments) -> {
                if (Set.of("invoke", "getAttribute", "setAttribute").contains(method.getName())) {
                    calls.add(method.getName() + " " + arguments[0]);
                    return null;
                }
                try {
                    return method.invoke(REAL, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        }

        interface Attempt {
            Object run() throws JMException;
        }

        boolean reached(Attempt attempt) {
            int before = calls.size();
            try {
                attempt.run();
            } catch (SecurityException | JMException e) {
                assertThat(e.getMessage()).contains("console does not");
                return false;
            }
            return calls.size() == before + 1;
        }
    }
}
