package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.rig.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console of a running orchestrator, after jobs that were traced in all contexts: two at Octotel's portal, the second with the login that the first has
 * saved, and one at Evotel's beside them. The process is a worker too: Octotel's flow runs as a worker's does, whose orders and calls are messages of this
 * process then, and Evotel's as an orchestrator's.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ConsoleIT {

    private static final String SERVICE = "OCT-300101";
    private static final String SECOND_SERVICE = "OCT-300102";
    /** The portal's cookie, which the saved login is. */
    private static final String SAVED_LOGIN = "octotel_sid";
    /** A flow's trace is fetched so often; the platform's, which holds the last 500 steps of all its routes, at each look. */
    private static final int LOOKS_PER_DUMP = 8;

    private TestPlatform platform;
    private Orchestrator orchestrator;
    private ConsoleClient operator;
    private ConsoleClient viewer;
    private JsonNode job;
    private JsonNode secondJob;
    private JsonNode evotelJob;
    private int looks;
    private Set<String> codes;
    /** Each FNO's trace of its jobs, and of what the API and the platform did meanwhile. */
    private final Map<String, String> traces = new HashMap<>();

    @BeforeAll
    void runJobsThatAreTraced(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws IOException {
        platform = new TestPlatform(folder);
        platform.secrets.write("s3-secret-key", "s3-secret-of-the-console-it");
        platform.secrets.write("login-keys", "k1 MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        Port port = Port.free();
        orchestrator = platform.startOrchestrator("console", Map.of("rpa.home", homeThatSavesLogins().toString(), "rpa.roles", "orchestrator,worker",
                "rpa.orchestrator.port", port.toString(), "rpa.worker.for.octotel", "http://127.0.0.1:" + port));
        operator = ConsoleClient.of(orchestrator, platform.token("operator"));
        viewer = ConsoleClient.of(orchestrator, platform.token("viewer"));
        List<String> tracers = new ArrayList<>(tracers());
        assertThat(tracers).hasSize(5);
        tracers.forEach(tracer -> operator.call(tracer, "setEnabled", true));

        platform.portals.stop(); // until the worker's own context is traced too
        long id = platform.insertValidation("octotel", SERVICE);
        long evotel = platform.insertValidation("evotel", "EVT-300102");
        Awaitility.await().atMost(TestPlatform.PATIENCE).until(() -> tracers().size() == 6);
        tracers().stream().filter(tracer -> !tracers.contains(tracer)).forEach(tracer -> {
            operator.call(tracer, "setEnabled", true);
            tracers.add(tracer);
        });
        platform.portals.cont();
        job = awaitTraced(id, tracers);
        evotelJob = awaitTraced(evotel, tracers);
        secondJob = awaitTraced(platform.insertValidation("octotel", SECOND_SERVICE), tracers);

        codes = Pattern.compile("totp_used:octotel:(\\d{6})\\b").matcher(platform.valkey.ask("KEYS totp_used:octotel:*")).results().map(key -> key.group(1)).collect(Collectors.toSet());
        tracers.forEach(this::keepTrace);
        tracers.forEach(tracer -> operator.call(tracer, "setEnabled", false));
    }

    private Path homeThatSavesLogins() throws IOException {
        Path home = platform.copyOfHome();
        Path settings = home.resolve("fno-flows/octotel/fno.yaml");
        Files.writeString(settings, Files.readString(settings).replace("session-reuse:\n  enabled: false", "session-reuse:\n  enabled: true"));
        return home;
    }

    private List<String> tracers() {
        return operator.search("org.apache.camel:type=tracer,name=BacklogTracer*,*");
    }

    private JsonNode awaitTraced(long id, List<String> tracers) {
        return platform.await(orchestrator, id, "ends", now -> {
            boolean all = looks++ % LOOKS_PER_DUMP == 0;
            tracers.stream().filter(tracer -> all || tracer.contains("context=platform")).forEach(this::keepTrace);
            return TestPlatform.hasEnded(now);
        });
    }

    /** A dump empties the tracer. */
    private void keepTrace(String tracer) {
        String context = tracer.replaceAll(".*context=([^,]+).*", "$1");
        traces.merge(context.replaceAll("@.*", ""), operator.call(tracer, "dumpAllTracedMessagesAsXml").asText(), String::concat);
    }

    @AfterAll
    void end() {
        if (orchestrator != null) {
            orchestrator.close();
        }
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void theTracedJobsAreDoneAndTheirStepsAreInTheTrace() {
        assertThat(List.of(job, secondJob, evotelJob)).allSatisfy(done -> {
            assertThat(done.path("state").asText()).isEqualTo("SUCCEEDED");
            assertThat(done.path("attempt").asInt()).isEqualTo(1);
        });
        assertThat(job.path("events").toString()).contains("the flow runs at worker " + orchestrator.address());
        assertThat(secondJob.path("events").toString()).contains("begins with saved login");
        assertThat(evotelJob.path("events").toString()).doesNotContain("at worker");
        assertThat(traces).containsOnlyKeys("platform", "octotel", "openserve", "evotel", "metrofiber");
        assertThat(traces.get("octotel")).contains(SERVICE, SECOND_SERVICE, "octotel-validation", "octotel-login", "service-status");
        assertThat(traces.get("platform")).contains("run-job", "open-session", "submit-totp", "save-login", "attempt-login", "attempt-flows", "api-show-job")
                .doesNotContain("<routeId>worker-"); // whose order has tokens
        assertThat(traces.get("evotel")).contains("EVT-300102", "evotel-validation");
        assertThat(traces.get("metrofiber")).doesNotContain("<backlogTracerEventMessage>");
    }

    /** Traces, all values and all that can be dumped, as far as an operator gets them. That it can find something: the job's service and route. */
    @Test
    void noSecretCanBeSeenThroughIt() throws IOException {
        String all = String.join("\n", traces.values()) + operator.everything();
        assertThat(all).hasSizeGreaterThan(500_000).contains(SERVICE, "octotel-validation", "HeapMemoryUsage");

        assertNoSecretIn(all);
    }

    private void assertNoSecretIn(String all) throws IOException {
        Map<String, String> secrets = secrets();
        assertThat(secrets).hasSizeGreaterThan(9).containsKeys("octotel-password", "octotel-totp-secret", "database-password", "s3-secret-key", "login-keys", "token");
        secrets.forEach((name, secret) -> assertThat(Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(secret) + "(?![A-Za-z0-9])").matcher(all).find()).as(name).isFalse());
        assertThat(Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.").matcher(all).results().map(token -> all.substring(Math.max(0, token.start() - 200), token.start())))
                .as("what stands before a token").isEmpty();
        assertThat(all).doesNotContainIgnoringCase("authorization\"", "set-cookie", "fnorpa-console=", SAVED_LOGIN);
    }

    /** By their names; the codes are those that the first job used. */
    private Map<String, String> secrets() throws IOException {
        Map<String, String> secrets = new HashMap<>();
        try (Stream<Path> files = Files.list(platform.secrets.folder())) {
            for (Path file : (Iterable<Path>) files.filter(file -> !file.getFileName().toString().endsWith("-url"))::iterator) {
                secrets.put(file.getFileName().toString(), Files.readString(file).strip().replaceFirst("^k1 ", ""));
            }
        }
        secrets.keySet().removeAll(Set.of("s3-access-key", "octotel-username", "evotel-username", "openserve-email", "metrofiber-email"));
        secrets.put("token", platform.token("operator"));
        assertThat(codes).as("codes that the first job used").isNotEmpty();
        codes.forEach(code -> secrets.put("code " + code, code));
        return secrets;
    }

    @Test
    void whatIsNotListedIsRefused() {
        String octotel = "org.apache.camel:context=octotel@" + job.path("flow_version").asText() + ",type=context,name=\"octotel@" + job.path("flow_version").asText() + "\"";
        for (ConsoleClient who : List.of(operator, viewer)) {
            assertThat(Stream.of(
                    who.refusal(octotel, "sendBody(java.lang.String,java.lang.Object)", "direct:octotel-validation", "x"),
                    who.refusal(octotel, "requestBody(java.lang.String,java.lang.Object)", "direct:octotel-validation", "x"),
                    who.refusal(octotel, "createEndpoint(java.lang.String)", "direct:x"),
                    who.refusal(octotel, "stop()"),
                    who.refusal("com.sun.management:type=HotSpotDiagnostic", "dumpHeap(java.lang.String,boolean)", "x.hprof", true),
                    who.refusal("com.sun.management:type=DiagnosticCommand", "vmSystemProperties"),
                    who.refusal("java.util.logging:type=Logging", "setLoggerLevel", "x", "FINE"),
                    who.refusal("java.lang:type=Threading", "dumpAllThreads(boolean,boolean)", true, true),
                    who.unreadable("java.lang:type=Runtime", "SystemProperties"),
                    who.unreadable("java.lang:type=Runtime", "InputArguments"),
                    who.unreadable("java.lang:type=OperatingSystem", "OpenFileDescriptorCount"))).allMatch(ConsoleIT::isRefusal);
            assertThat(who.search("*:*")).hasSizeGreaterThan(500).allMatch(name -> name.startsWith("org.apache.camel:") || name.startsWith("java.lang:")).noneMatch(name -> name.contains("type=processors"));
        }
        for (String route : List.of("console-jolokia", "renew-leases", "settle", "run-job")) {
            String ofThePlatform = operator.search("org.apache.camel:context=platform,type=routes,name=\"" + route + "\",*").get(0);
            for (String operation : List.of("start()", "stop()", "restart()", "suspend()", "resume()", "restart(long)")) {
                assertThat(operator.refusal(ofThePlatform, operation, operation.contains("long") ? new Object[] {1} : new Object[0])).matches(ConsoleIT::isRefusal);
            }
        }
        assertThat(viewer.refusal(tracer("octotel"), "dumpAllTracedMessagesAsXml")).matches(ConsoleIT::isRefusal);
        assertThat(viewer.refusal(tracer("octotel"), "setEnabled", true)).matches(ConsoleIT::isRefusal);
    }

    /** It is not in the list, or it is not for this role. */
    private static boolean isRefusal(String error) {
        return error.matches("(?s).*(No operation \\S+ (found|on MBean .* exists)|does not let you|does not show|No such attribute).*");
    }

    private String tracer(String fno) {
        return tracers().stream().filter(name -> name.contains(fno + "@")).findFirst().orElseThrow();
    }

    @Test
    void aRouteIsSuspendedByAnOperatorAlone() {
        String route = operator.search("org.apache.camel:type=routes,name=\"evotel-validation\",*").get(0);
        assertThat(viewer.read(route, "State").asText()).isEqualTo("Started");
        assertThat(viewer.refusal(route, "suspend()")).matches(ConsoleIT::isRefusal);

        assertThat(operator.refusal(route, "restart(long)", 1)).matches(ConsoleIT::isRefusal);

        operator.call(route, "suspend()");
        assertThat(viewer.read(route, "State").asText()).isEqualTo("Suspended");
        operator.call(route, "resume()");
        assertThat(viewer.read(route, "State").asText()).isEqualTo("Started");
    }

    /** At the first step of the flow of a portal that wants no code. All that the debugger tells of the job has no secret either. */
    @Test
    void aJobWaitsAtABreakpointUntilItIsLetGo() throws IOException {
        String debugger = operator.search("org.apache.camel:type=tracer,name=BacklogDebugger*,*").stream().filter(name -> name.contains("evotel@")).findFirst().orElseThrow();
        String route = operator.search("org.apache.camel:type=routes,name=\"evotel-cancellation-lookup\",*").get(0).replace("evotel-cancellation-lookup", "evotel-validation");
        String step = operator.call(route, "dumpRouteAsXml()").asText().replaceFirst("(?s).*?<to [^>]*id=\"([^\"]+)\".*", "$1");
        assertThat(operator.read(debugger, "Enabled").asBoolean()).isFalse();
        assertThat(operator.read(debugger, "FallbackTimeout").asInt()).isEqualTo(60);
        assertThat(operator.search("org.apache.camel:type=tracer,name=BacklogDebugger*,*")).noneMatch(name -> name.contains("context=platform"));

        operator.call(debugger, "enableDebugger");
        operator.call(debugger, "addBreakpoint", step);
        long id = platform.insertValidation("evotel", "EVT-300101");
        Awaitility.await().atMost(TestPlatform.PATIENCE).until(() -> operator.call(debugger, "suspendedBreakpointNodeIds").toString().contains(step));
        assertThat(platform.job(orchestrator, id).path("state").asText()).isEqualTo("RUNNING");
        String told = String.join("\n", operator.call(debugger, "dumpTracedMessagesAsXml(java.lang.String,boolean)", step, true).asText(),
                operator.call(debugger, "dumpTracedMessagesAsJSon(java.lang.String)", step).asText(),
                operator.call(debugger, "messageHistoryOnBreakpointAsXml(java.lang.String)", step).asText());
        assertThat(told).contains("EVT-300101", "<messageHistory>", "\"exchangeProperties\"");
        assertNoSecretIn(told);
        for (String operation : List.of("stepBreakpoint(java.lang.String)", "stepBreakpoint()", "step()", "stepOver()", "skipOver()")) {
            assertThat(operator.refusal(debugger, operation, operation.contains("String") ? new Object[] {step} : new Object[0])).matches(ConsoleIT::isRefusal);
        }
        assertThat(operator.refusal(debugger, "setMessageBodyOnBreakpoint(java.lang.String,java.lang.Object)", step, "x")).matches(ConsoleIT::isRefusal);
        operator.call(debugger, "disableDebugger");

        platform.awaitState(orchestrator, id, "SUCCEEDED");
    }

    /** Narayana, which the transactions are by, holds a port of its own as the process' number among others; nobody is answered there. */
    @Test
    void nothingAnswersButTheOnePort() throws Exception {
        Set<Integer> ports = ListeningPorts.of(orchestrator.pid());
        assertThat(ports).contains(orchestrator.address().getPort()).hasSizeLessThanOrEqualTo(2);
        assertThat(ports).filteredOn(port -> port != orchestrator.address().getPort()).noneMatch(ListeningPorts::answers);
        assertThat(ListeningPorts.answers(orchestrator.address().getPort())).isTrue();
    }

    @Test
    void aPersonLogsInAndSeesTheDiagramWithItsCounts() throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        String firefox = System.getenv().getOrDefault(Checkout.FIREFOX_VARIABLE, "/usr/bin/firefox-esr");
        try (Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
                Browser browser = playwright.firefox().launch(new BrowserType.LaunchOptions().setChannel("moz-firefox").setExecutablePath(Path.of(firefox)))) {
            Page page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1500, 1300)).newPage();
            ConsolePages console = new ConsolePages(page, orchestrator.address());
            List<String> foreign = new ArrayList<>();
            List<String> blocked = new ArrayList<>();
            page.onRequest(request -> foreign.add(request.url()));
            page.onConsoleMessage(message -> blocked.add(message.text()));

            console.logIn(platform.token("nobody"), platform.token("operator"));
            console.openDiagram("octotel-validation"); // the worker's, behind the orchestrator's
            page.waitForCondition(() -> console.steps().stream().anyMatch(ConsoleIT::isKameletDone));
            Path shot = Files.createDirectories(Path.of("target/console")).resolve("octotel-validation.png");
            page.screenshot(new Page.ScreenshotOptions().setPath(shot));

            assertThat(console.steps()).hasSizeGreaterThan(8).filteredOn(ConsoleIT::isKameletDone).hasSizeGreaterThan(3);
            assertThat(Files.size(shot)).isGreaterThan(20_000);
            console.logOut();
            assertThat(foreign).allMatch(url -> url.startsWith(orchestrator.address().toString()) || url.startsWith("data:"));
            assertThat(blocked).noneMatch(text -> text.contains("Content-Security-Policy") || text.contains("Content Security Policy"));
        }
    }

    /** A step of the diagram, with its count before its name; of two jobs. */
    private static boolean isKameletDone(String step) {
        return step.contains("kamelet:octo") && step.matches("(?s)(.*\\D)?2(\\D.*)?");
    }
}
