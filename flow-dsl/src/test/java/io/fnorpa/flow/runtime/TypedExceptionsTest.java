package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.Problem;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.client.BreakerWatch;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.browser.client.BrowserBreakerOpenException;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.BrowserCrashedException;
import io.fnorpa.browser.client.BrowserException;
import io.fnorpa.browser.client.BrowserServiceAnswerException;
import io.fnorpa.browser.client.BrowserServiceConnectionException;
import io.fnorpa.browser.client.BrowserServiceTimeoutException;
import io.fnorpa.browser.client.BrowserUse;
import io.fnorpa.browser.client.CapacityException;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.browser.client.CommandTimeoutException;
import io.fnorpa.browser.client.DialogUnexpectedException;
import io.fnorpa.browser.client.ElementNotFoundException;
import io.fnorpa.browser.client.ElementNotVisibleException;
import io.fnorpa.browser.client.FailureKind;
import io.fnorpa.browser.client.ForbiddenException;
import io.fnorpa.browser.client.InvalidCommandException;
import io.fnorpa.browser.client.NavigationBlockedException;
import io.fnorpa.browser.client.PortalErrorException;
import io.fnorpa.browser.client.PortalUnreachableException;
import io.fnorpa.browser.client.Resending;
import io.fnorpa.browser.client.SessionBusyException;
import io.fnorpa.browser.client.SessionExpiredException;
import io.fnorpa.browser.client.SessionNotFoundException;
import io.fnorpa.browser.client.ShuttingDownException;
import io.fnorpa.browser.client.UnauthorizedException;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.job.Outcome.Verdict;
import io.fnorpa.rig.BrowserService;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.Ticket;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * doCatch and onException tell apart what goes wrong in the browser: each failure is brought about in a real browser
 * service with a real Firefox, two Kamelets deep, in a flow whose doCatch names each exception there is, and in one whose
 * route configuration does.
 */
class TypedExceptionsTest {

    private static final AttemptId ATTEMPT = AttemptId.of(7, 1);
    private static final Resending ONCE = new Resending(1, Duration.ZERO, Duration.ZERO);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String ROUTES = "octotel/octotel-validation.camel.yaml";
    private static final String CLICK = "{ uri: 'browser:click', parameters: { target: '#ask', timeout: 300ms } }";

    @TempDir
    static Path home;

    private static SigningKeys keys;
    private static TokenIssuer tokens;
    private static BrowserService service;
    private static PracticePages pages;

    @TempDir
    Path folder;

    private String sessionId = UUID.randomUUID().toString();
    private Secret token;
    private URI address;
    private BrowserClient session;
    private BrowserUse use = BrowserBreaker.disabled().use();

    @BeforeAll
    static void start() {
        keys = new SigningKeys(home.resolve("keys")).createIfAbsent();
        tokens = new TokenIssuer(keys, CLOCK);
        service = BrowserService.start(home, "browser-1", keys);
        pages = new PracticePages();
    }

    @AfterAll
    static void stop() {
        pages.close();
        service.close();
    }

    @BeforeEach
    void issueToken() {
        address = service.address();
        token = token(ATTEMPT, sessionId);
        session = new BrowserClient(address, token, ONCE);
    }

    @AfterEach
    void closeSession() {
        if (service.isAlive()) {
            session.close();
        }
    }

    @Test
    void whatThePageAndThePortalDo() {
        open(null);

        assertCaughtOnThePage("{ uri: 'browser:click', parameters: { target: '#never', timeout: 300ms } }", ElementNotFoundException.class);
        assertCaughtOnThePage("{ uri: 'browser:click', parameters: { target: '#hidden', timeout: 300ms } }", ElementNotVisibleException.class);
        assertCaughtOnThePage("{ uri: 'browser:wait-for', parameters: { url: '*/nowhere', timeout: 300ms } }", CommandTimeoutException.class);
        assertCaughtOnThePage("{ uri: 'browser:click', parameters: { target: '#ask' } }", DialogUnexpectedException.class);
        assertCaughtOnThePage("{ uri: 'browser:navigate', parameters: { url: /down } }", PortalErrorException.class);
        assertCaughtOnThePage("{ uri: 'browser:navigate', parameters: { url: '" + closedAddress() + "' } }", PortalUnreachableException.class);
        assertCaughtOnThePage("{ uri: 'browser:navigate', parameters: { url: 'http://elsewhere.example/' } }", NavigationBlockedException.class);
    }

    @Test
    void whatTheFlowAndItsTokenDo() {
        open(null);

        assertCaughtOnThePage("{ uri: 'browser:fill', parameters: { target: '#free', credential: password } }", InvalidCommandException.class);
        token = Secret.of("no-token");
        assertCaught(CLICK, UnauthorizedException.class);
        token = token(AttemptId.of(8, 1), sessionId);
        assertCaught(CLICK, ForbiddenException.class);
    }

    @Test
    void whatBecomesOfTheSession() {
        open(Instant.now().plusSeconds(20)); // within which two contexts are made and run
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> assertThatThrownBy(() -> session.execute(
                CommandDraft.of(CommandType.WAIT).target("#never").timeout(Duration.ofSeconds(60)).build())).isInstanceOf(BrowserException.class));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThatThrownBy(this::read).isInstanceOf(SessionBusyException.class));
        assertCaught(CLICK, SessionBusyException.class);

        assertThat(other).succeedsWithin(PATIENCE);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThatThrownBy(this::read).isInstanceOf(SessionExpiredException.class));
        assertCaught(CLICK, SessionExpiredException.class);

        token = token(ATTEMPT, "never-opened");
        assertCaught(CLICK, SessionNotFoundException.class);
    }

    @Test
    void aFirefoxThatDied() {
        open(null);
        firefox().forEach(ProcessHandle::destroyForcibly);

        assertCaught(CLICK, BrowserCrashedException.class);
    }

    @Test
    void aBrowserServiceThatHangsOrIsGone() {
        open(null);
        service.stop();
        try {
            assertCaught(CLICK, BrowserServiceTimeoutException.class);
            service.kill9();
            assertCaught(CLICK, BrowserServiceConnectionException.class);
        } finally {
            service.restart();
        }
    }

    @Test
    void anotherProgramAtItsAddress() throws IOException {
        HttpServer other = answering(502, "Bad gateway".getBytes());
        try {
            assertCaught(CLICK, BrowserServiceAnswerException.class);
        } finally {
            other.stop(0);
        }
    }

    /** The moment between the service's end and its process's is too short to be met on purpose, so this one is told. */
    @Test
    void aBrowserServiceThatEnds() throws IOException {
        Problem problem = Problem.of(ProblemKind.SHUTTING_DOWN, "The service is shutting down");
        HttpServer ending = answering(problem.status(), WireJson.mapper().writeValueAsBytes(problem));
        try {
            assertCaught(CLICK, ShuttingDownException.class);
        } finally {
            ending.stop(0);
        }
    }

    /** Only who opens sessions meets it: no verb of a flow does. */
    @Test
    void aBrowserServiceThatIsFull() {
        open(null);
        BrowserClient second = new BrowserClient(address, token(ATTEMPT, "second"), ONCE);

        assertThatThrownBy(() -> second.open(request("second", null))).isInstanceOf(CapacityException.class);
    }

    @Test
    void aBreakerThatIsOpen() {
        BrowserBreaker breaker = new BrowserBreaker(1, Duration.ofMinutes(1), CLOCK, BreakerWatch.NOBODY);
        BrowserUse dead = breaker.use();
        dead.begin();
        dead.failed(FailureKind.NOT_READY, new IllegalStateException("it did not start"));
        use = breaker.use();

        assertCaught(CLICK, BrowserBreakerOpenException.class);
    }

    @Test
    void whatIsNotHandledGoesOnToItsOutcomeAfterTheSteps() {
        open(null);
        new FlowFiles(folder).kamelet("octotel-do", "- to: { uri: 'browser:click', parameters: { target: '#never', timeout: 300ms } }\n")
                .write(ROUTES, """
                        - routeConfiguration:
                            id: octotel-failures
                            onException:
                              - onException:
                                  exception: [io.fnorpa.browser.client.ElementNotFoundException]
                                  steps:
                                    - to: { uri: "job:result", parameters: { name: seen, value: looked } }
                        """ + configured("- to: kamelet:octotel-do\n"));

        Outcome outcome = run();

        assertThat(outcome.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(outcome.code()).isEqualTo("element-not-found");
        assertThat(outcome.result()).containsEntry("seen", "looked");
    }

    private void assertCaughtOnThePage(String step, Class<? extends RuntimeException> expected) {
        assertCaught("- to: { uri: 'browser:navigate', parameters: { url: /service } }\n", step, expected);
    }

    private void assertCaught(String step, Class<? extends RuntimeException> expected) {
        assertCaught("", step, expected);
    }

    /** Both flows catch this failure of this step as this class, and not as another. */
    private void assertCaught(String before, String step, Class<? extends RuntimeException> expected) {
        FlowFiles files = new FlowFiles(folder).kamelet("octotel-do", "- to: " + step + "\n").kamelet("octotel-outer", "- to: kamelet:octotel-do\n");

        files.validation(before + doTry("- to: kamelet:octotel-outer"));
        Outcome byDoCatch = run();
        files.write(ROUTES, onException() + configured(before + "- to: kamelet:octotel-outer\n"));
        Outcome byOnException = run();

        assertThat(byDoCatch).as("doCatch").isEqualTo(Outcome.succeeded(Map.of("caught", expected.getName())));
        assertThat(byOnException).as("onException").isEqualTo(Outcome.review(Fault.NONE, "caught", expected.getName(), Map.of()));
    }

    private static String doTry(String step) {
        return """
                - doTry:
                    steps:
                      %s
                    doCatch:
                %s""".formatted(step, CatchableExceptions.NAMES.stream().map(name -> """
                      - exception: [%s]
                        steps:
                          - to: { uri: "job:result", parameters: { name: caught, value: %s } }
                """.formatted(name, name)).collect(Collectors.joining()).indent(6));
    }

    private static String onException() {
        return """
                - routeConfiguration:
                    id: octotel-failures
                    onException:
                %s""".formatted(CatchableExceptions.NAMES.stream().map(name -> """
                      - onException:
                          exception: [%s]
                          handled: { constant: { expression: "true" } }
                          steps:
                            - to: { uri: "job:review", parameters: { code: caught, message: %s } }
                """.formatted(name, name)).collect(Collectors.joining()).indent(6));
    }

    private static String configured(String steps) {
        return FlowFiles.route("octotel-validation", steps).replace("    from:\n", "    routeConfigurationId: octotel-failures\n    from:\n");
    }

    private Outcome run() {
        try (FlowLibrary library = FlowLibrary.load(folder)) {
            assertThat(library.refused()).isEmpty();
            Ticket ticket = new Ticket(ATTEMPT, address, sessionId, token, null, null, null, Instant.now().plus(Duration.ofMinutes(5)));
            return new FlowRunner(library, ONCE, CLOCK).run(new Job(ATTEMPT, null, "octotel", "validation", Map.of()), ticket, new RecordingChannel(), use);
        }
    }

    private void open(Instant deadline) {
        session.open(request(sessionId, deadline));
    }

    private static SessionRequest request(String sessionId, Instant deadline) {
        return new SessionRequest(sessionId, "octotel", pages.address(), List.of(), Map.of(), null, null, deadline, null, null);
    }

    private void read() {
        session.execute(CommandDraft.of(CommandType.EXTRACT).kind("url").timeout(Duration.ofMillis(200)).build());
    }

    private static Secret token(AttemptId subject, String sessionId) {
        return tokens.session("browser-1", subject, sessionId, CLOCK.instant().plusSeconds(600));
    }

    private static List<ProcessHandle> firefox() {
        return ProcessHandle.of(service.pid()).orElseThrow().descendants()
                .filter(process -> process.info().command().filter(command -> command.contains("firefox")).isPresent()).toList();
    }

    private static URI closedAddress() {
        try (PracticePages closed = new PracticePages()) {
            return closed.address();
        }
    }

    /** At whose address the flows look for their browser service from now on. */
    private HttpServer answering(int status, byte[] body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", http -> {
            http.sendResponseHeaders(status, body.length);
            http.getResponseBody().write(body);
            http.close();
        });
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return server;
    }
}
