package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.Orchestrator;
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

/** The console of a running orchestrator, after one job at Octotel's portal that was traced in all contexts. */
@TestInstance(Lifecycle.PER_CLASS)
class ConsoleIT {

    private static final String SERVICE = "OCT-300101";
    /** Often enough that nothing falls out of a trace before it is fetched. */
    private static final int LOOKS_PER_DUMP = 8;
    private static final double PATIENCE_MILLIS = 60_000;

    private TestPlatform platform;
    private Orchestrator orchestrator;
    private ConsoleClient operator;
    private ConsoleClient viewer;
    private JsonNode job;
    private int looks;
    private Set<String> codes;
    /** Each context's trace of the job, and of what the API and the platform did meanwhile. */
    private final Map<String, String> traces = new HashMap<>();

    @BeforeAll
    void runAJobThatIsTraced(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        platform = new TestPlatform(folder);
        platform.secrets.write("s3-secret-key", "s3-secret-of-the-console-it");
        platform.secrets.write("login-keys", "k1 MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        orchestrator = platform.startOrchestrator("console", Map.of());
        operator = ConsoleClient.of(orchestrator, platform.token("operator"));
        viewer = ConsoleClient.of(orchestrator, platform.token("viewer"));
        List<String> tracers = operator.search("org.apache.camel:type=tracer,name=BacklogTracer*,*");
        assertThat(tracers).hasSize(5);
        tracers.forEach(tracer -> operator.call(tracer, "setEnabled", true));

        long id = platform.insertValidation("octotel", SERVICE);
        job = platform.await(orchestrator, id, "ends", now -> {
            if (looks++ % LOOKS_PER_DUMP == 0) {
                tracers.forEach(this::keepTrace);
            }
            return TestPlatform.hasEnded(now);
        });

        codes = Pattern.compile("totp_used:octotel:(\\d{6})\\b").matcher(platform.valkey.ask("KEYS totp_used:octotel:*")).results().map(key -> key.group(1)).collect(Collectors.toSet());
        tracers.forEach(this::keepTrace);
        tracers.forEach(tracer -> operator.call(tracer, "setEnabled", false));
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
    void theTracedJobIsDoneAndItsStepsAreInTheTrace() {
        assertThat(job.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(job.path("attempt").asInt()).isEqualTo(1);
        assertThat(traces).containsOnlyKeys("platform", "octotel", "openserve", "evotel", "metrofiber");
        assertThat(traces.get("octotel")).contains(SERVICE, "octotel-validation", "octotel-login", "service-status");
        assertThat(traces.get("platform")).contains("run-job", "open-session", "submit-totp", "api-show-job");
        assertThat(traces.get("evotel")).doesNotContain("<backlogTracerEventMessage>");
    }

    /** Traces, all values and all that can be dumped, as far as an operator gets them. That it can find something: the job's service and route. */
    @Test
    void noSecretCanBeSeenThroughIt() throws IOException {
        String all = String.join("\n", traces.values()) + operator.everything();
        assertThat(all).hasSizeGreaterThan(500_000).contains(SERVICE, "octotel-validation", "HeapMemoryUsage");

        Map<String, String> secrets = secrets();
        assertThat(secrets).hasSizeGreaterThan(9).containsKeys("octotel-password", "octotel-totp-secret", "database-password", "s3-secret-key", "login-keys", "token");
        secrets.forEach((name, secret) -> assertThat(Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(secret) + "(?![A-Za-z0-9])").matcher(all).find()).as(name).isFalse());
        assertThat(Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.").matcher(all).find()).as("any token").isFalse();
        assertThat(all).doesNotContainIgnoringCase("authorization\"", "set-cookie", "fnorpa-console=");
    }

    /** By their names; the codes are those that the job used. */
    private Map<String, String> secrets() throws IOException {
        Map<String, String> secrets = new HashMap<>();
        try (Stream<Path> files = Files.list(platform.secrets.folder())) {
            for (Path file : (Iterable<Path>) files.filter(file -> !file.getFileName().toString().endsWith("-url"))::iterator) {
                secrets.put(file.getFileName().toString(), Files.readString(file).strip().replaceFirst("^k1 ", ""));
            }
        }
        secrets.keySet().removeAll(Set.of("s3-access-key", "octotel-username", "evotel-username", "openserve-email", "metrofiber-email"));
        secrets.put("token", platform.token("operator"));
        assertThat(codes).as("codes that the job used").isNotEmpty();
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
        assertThat(viewer.refusal(tracer("octotel"), "dumpAllTracedMessagesAsXml")).matches(ConsoleIT::isRefusal);
        assertThat(viewer.refusal(tracer("octotel"), "setEnabled", true)).matches(ConsoleIT::isRefusal);
    }

    /** It is not in the list, or it is not for this role. */
    private static boolean isRefusal(String error) {
        return error.matches(".*(No operation \\w+ found|does not let you|does not show|No such attribute).*");
    }

    private String tracer(String fno) {
        return operator.search("org.apache.camel:type=tracer,name=BacklogTracer*,*").stream().filter(name -> name.contains(fno + "@")).findFirst().orElseThrow();
    }

    @Test
    void aRouteIsSuspendedByAnOperatorAlone() {
        String route = operator.search("org.apache.camel:type=routes,name=\"evotel-validation\",*").get(0);
        assertThat(viewer.read(route, "State").asText()).isEqualTo("Started");
        assertThat(viewer.refusal(route, "suspend()")).matches(ConsoleIT::isRefusal);

        operator.call(route, "suspend()");
        assertThat(viewer.read(route, "State").asText()).isEqualTo("Suspended");
        operator.call(route, "resume()");
        assertThat(viewer.read(route, "State").asText()).isEqualTo("Started");
    }

    /** At the first step of the flow of a portal that wants no code. */
    @Test
    void aJobWaitsAtABreakpointUntilItIsLetGo() {
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
        assertThat(operator.call(debugger, "dumpTracedMessagesAsXml(java.lang.String,boolean)", step, false).asText()).contains("EVT-300101");
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
            page.setDefaultTimeout(PATIENCE_MILLIS);
            List<String> foreign = new ArrayList<>();
            List<String> blocked = new ArrayList<>();
            page.onRequest(request -> foreign.add(request.url()));
            page.onConsoleMessage(message -> blocked.add(message.text()));

            logIn(page);
            page.getByText("Expand all").click();
            page.getByText("octotel-validation", new Page.GetByTextOptions().setExact(true)).first().click();
            page.getByText("Route Diagram").first().click();
            page.waitForCondition(() -> page.locator(".react-flow__node").allInnerTexts().stream().anyMatch(ConsoleIT::isKameletOnceDone));
            Path shot = Files.createDirectories(Path.of("target/console")).resolve("octotel-validation.png");
            page.screenshot(new Page.ScreenshotOptions().setPath(shot));

            assertThat(page.locator(".react-flow__node").allInnerTexts()).hasSizeGreaterThan(8).filteredOn(ConsoleIT::isKameletOnceDone).hasSizeGreaterThan(3);
            assertThat(Files.size(shot)).isGreaterThan(20_000);
            logOut(page);
            assertThat(foreign).allMatch(url -> url.startsWith(orchestrator.address().toString()) || url.startsWith("data:"));
            assertThat(blocked).noneMatch(text -> text.contains("Content-Security-Policy") || text.contains("Content Security Policy"));
        }
    }

    /** A step of the diagram, with its count before its name. */
    private static boolean isKameletOnceDone(String step) {
        return step.contains("kamelet:octo") && step.matches("(?s)(.*\\D)?1(\\D.*)?");
    }

    private void logIn(Page page) {
        page.navigate(orchestrator.address().resolve("/hawtio/camel/contexts").toString());
        assertThat(page.url()).endsWith("/hawtio/login");
        page.getByLabel("Token").fill(platform.token("nobody"));
        page.getByRole(AriaRole.BUTTON).click();
        assertThat(page.locator("[role=alert]").innerText()).contains("none of the roles");
        page.getByLabel("Token").fill(platform.token("operator"));
        page.getByRole(AriaRole.BUTTON).click();
        page.waitForURL("**/hawtio/**");
        Cookie cookie = page.context().cookies().get(0);
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
        assertThat(cookie.path).isEqualTo("/hawtio");
        assertThat(page.evaluate("document.cookie")).isEqualTo("");
    }

    private void logOut(Page page) {
        page.navigate(orchestrator.address().resolve("/hawtio/auth/logout").toString());
        page.waitForURL("**/hawtio/login");
        assertThat(page.context().cookies()).isEmpty();
        page.navigate(orchestrator.address().resolve("/hawtio/").toString());
        assertThat(page.url()).endsWith("/hawtio/login");
    }
}
