package io.fnorpa.browser.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fnorpa.browser.Command;
import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.Problem;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.WireJson;
import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes over the wire, against a server that cuts connections when told. */
class BrowserClientTest {

    private static final Resending ONCE = new Resending(1, Duration.ZERO, Duration.ZERO);
    private static final Resending SOON = new Resending(3, Duration.ofMillis(1), Duration.ofMillis(4));

    private final List<Command> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private int cuts;
    private Problem problem;
    private int busyAnswers;
    private int garbage;
    private boolean cutCloses;
    private CountDownLatch answerAfter = new CountDownLatch(0);
    private final AtomicInteger closes = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/browser/execute", this::execute);
        server.createContext("/browser/session/close", this::close);
        server.createContext("/health/ready", http -> answer(http, 503, "{\"status\":\"initializing\"}".getBytes()));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void awaitAnswer() {
        try {
            answerAfter.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void execute(HttpExchange http) throws IOException {
        Command command = WireJson.mapper().readValue(http.getRequestBody(), Command.class);
        received.add(command);
        awaitAnswer();
        if (garbage > 0) {
            answer(http, garbage, "<h1>Not I</h1>".getBytes());
            return;
        }
        if (received.size() <= cuts) {
            http.sendResponseHeaders(200, 1000);
            http.close(); // in the middle of the answer
            return;
        }
        Problem answer = received.size() <= cuts + busyAnswers ? Problem.of(ProblemKind.SESSION_BUSY, "at work") : problem;
        if (answer != null) {
            answer(http, answer.status(), WireJson.mapper().writeValueAsBytes(answer));
        } else {
            CommandResult result = new CommandResult(command.id(), command.type(), 3, "http://portal/", "Active", null, null, null);
            answer(http, 200, WireJson.mapper().writeValueAsBytes(result));
        }
    }

    private void close(HttpExchange http) throws IOException {
        closes.incrementAndGet();
        if (cutCloses) {
            http.sendResponseHeaders(200, 1000);
        } else {
            http.sendResponseHeaders(204, -1);
        }
        http.close();
    }

    private static void answer(HttpExchange http, int status, byte[] body) throws IOException {
        http.sendResponseHeaders(status, body.length);
        http.getResponseBody().write(body);
        http.close();
    }

    /** The service never answers, and its connection does not break: as a pod whose node is gone. */
    @Test
    void aServiceThatIsKnownToBeGoneIsNotWaitedForAndNotAskedAgain() throws Exception {
        answerAfter = new CountDownLatch(1);
        BrowserUse use = BrowserBreaker.disabled().use();
        BrowserClient client = new BrowserClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Secret.of("token"),
                Resending.DEFAULT, use);
        Future<CommandResult> underWay = threads.submit(() -> client.execute(CommandDraft.of(CommandType.CLICK).target("#a").build()));
        Awaitility.await().until(() -> !received.isEmpty());

        use.lost("Browser pod browser-1 is lost: it was deleted");

        assertThatThrownBy(() -> underWay.get(5, TimeUnit.SECONDS)).cause()
                .isInstanceOf(BrowserServiceConnectionException.class).hasMessage("Browser pod browser-1 is lost: it was deleted");
        assertThatThrownBy(() -> client.execute(CommandDraft.of(CommandType.CLICK).target("#b").build()))
                .isInstanceOf(BrowserServiceConnectionException.class).hasMessageContaining("it was deleted");
        assertThat(received).as("sent once, and the second not at all").hasSize(1);
        answerAfter.countDown();
    }

    /** The body of a submitted code holds the code. */
    @Test
    void aBodyThatCannotBeWrittenIsNamedByItsTypeAlone() {
        BrowserHttp http = new BrowserHttp(URI.create("http://127.0.0.1:1/"), Secret.of("token"), new CompletableFuture<>());

        assertThatThrownBy(() -> http.post("/browser/totp/submit", new Unwritable(), Duration.ofSeconds(1), ONCE, CommandResult.class))
                .hasMessage("This cannot be sent as JSON: a Unwritable").hasNoCause();
    }

    private static final class Unwritable {

        public String getCode() {
            throw new IllegalStateException("424242");
        }

        @Override
        public String toString() {
            return "code 424242";
        }
    }

    @Test
    void aCommandIsSentAgainUnderItsFirstId() {
        cuts = 2;

        CommandResult result = client(SOON).execute(click());

        assertThat(result.value()).isEqualTo("Active");
        assertThat(received).hasSize(3);
        assertThat(received.stream().map(Command::id).distinct()).containsExactly(result.id());
    }

    @Test
    void twoCommandsHaveTwoIds() {
        BrowserClient client = client(SOON);

        client.execute(click());
        client.execute(click());

        assertThat(received.stream().map(Command::id).distinct()).hasSize(2);
    }

    @Test
    void whatStaysBrokenIsToldWithoutTheToken() {
        cuts = Integer.MAX_VALUE;

        BrowserServiceConnectionException broken = catchThrowableOfType(BrowserServiceConnectionException.class, () -> client(SOON).execute(click()));

        assertThat(received).hasSize(3);
        assertThat(broken).hasMessageContaining("3 times").hasMessageContaining("/browser/execute");
        assertThat(broken.toString() + broken.getCause()).doesNotContain("top-secret");
    }

    @Test
    void whatIsNotAnsweredInTimeIsToldApartFromABrokenConnection() {
        answerAfter = new CountDownLatch(1);

        assertThatThrownBy(() -> client(ONCE).execute(CommandDraft.of(CommandType.CLICK).target("css=#save").timeout(Duration.ofMillis(1)).build()))
                .isInstanceOf(BrowserServiceTimeoutException.class).hasMessageContaining("sent 1 time");
    }

    @Test
    void anAnswerThatIsNoneOfABrowserServiceIsToldWithItsStatus() {
        garbage = 502;
        assertThatThrownBy(() -> client(SOON).execute(click())).isInstanceOf(BrowserServiceAnswerException.class).hasMessageContaining("HTTP 502");
        garbage = 200;
        assertThatThrownBy(() -> client(SOON).execute(click())).isInstanceOf(BrowserServiceAnswerException.class).hasMessageContaining("same release");
        garbage = 413;
        assertThatThrownBy(() -> client(SOON).execute(click())).isInstanceOf(BrowserException.class).hasMessageContaining("HTTP 413");
        assertThat(received).as("it was answered, so nothing is sent again").hasSize(3);
    }

    @Test
    void aThreadThatIsToldToEndStopsSending() {
        cuts = Integer.MAX_VALUE;
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> client(SOON).execute(click())).isInstanceOf(BrowserCallInterruptedException.class);
        assertThat(Thread.interrupted()).as("the thread still knows").isTrue();
    }

    /** The breaker is outside and the resending inside: three requests that broke are one failure. */
    @Test
    void theBreakerCountsWhatStayedBrokenAndThenSendsNothing() {
        BrowserBreaker breaker = new BrowserBreaker(5, Duration.ofMinutes(1), Clock.systemUTC(), BreakerWatch.NOBODY);
        cuts = Integer.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            BrowserClient client = new BrowserClient(address(), Secret.of("top-secret"), SOON, breaker.use());
            assertThatThrownBy(() -> client.execute(click())).isInstanceOf(BrowserServiceConnectionException.class);
        }
        assertThat(received).hasSize(15);
        assertThat(breaker.state().status()).isEqualTo(BreakerState.Status.OPEN);

        BrowserClient refused = new BrowserClient(address(), Secret.of("top-secret"), SOON, breaker.use());
        assertThatThrownBy(() -> refused.execute(click())).isInstanceOf(BrowserBreakerOpenException.class).hasMessageContaining("tried again at");
        assertThat(received).hasSize(15);
    }

    @Test
    void aSessionThatIsClosedWithoutAFailureIsASuccess() {
        BrowserBreaker breaker = new BrowserBreaker(2, Duration.ofMinutes(1), Clock.systemUTC(), BreakerWatch.NOBODY);
        BrowserUse dead = breaker.use();
        dead.begin();
        dead.failed(FailureKind.NOT_READY, new IllegalStateException("it did not start"));

        BrowserClient client = new BrowserClient(address(), Secret.of("top-secret"), SOON, breaker.use());
        client.execute(click());
        assertThat(breaker.state().failuresInARow()).as("it may still fail").isEqualTo(1);
        client.close();

        assertThat(breaker.state().failuresInARow()).isZero();
        assertThat(closes.get()).isEqualTo(1);
    }

    @Test
    void aServiceThatFailedIsAskedOnceToClose() {
        cuts = Integer.MAX_VALUE;
        BrowserClient client = client(SOON);
        assertThatThrownBy(() -> client.execute(click())).isInstanceOf(BrowserServiceConnectionException.class);
        cutCloses = true;

        assertThatThrownBy(client::close).isInstanceOf(BrowserServiceConnectionException.class);

        assertThat(closes.get()).isEqualTo(1);
    }

    @Test
    void ourOwnCommandStillUnderWayIsAskedForAgain() {
        cuts = 1;
        busyAnswers = 1;

        assertThat(client(SOON).execute(click()).value()).isEqualTo("Active");
    }

    @Test
    void anotherCommandUnderWayIsNotWaitedFor() {
        busyAnswers = 1;

        assertThatThrownBy(() -> client(SOON).execute(click())).isInstanceOf(SessionBusyException.class);
    }

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void eachKindOfProblemHasItsException(ProblemKind kind) {
        problem = Problem.of(kind, "what happened");

        BrowserException thrown = catchThrowableOfType(BrowserException.class, () -> client(SOON).execute(click()));

        String expected = kind == ProblemKind.TIMEOUT ? "commandtimeout" : kind.name().toLowerCase().replace("_", "");
        assertThat(thrown.getClass().getSimpleName().toLowerCase()).isEqualTo(expected + "exception");
        assertThat(thrown.code()).isEqualTo(kind.code());
        assertThat(thrown).hasMessageContaining("what happened");
    }

    @Test
    void whatIsNearAMissingElementIsInTheMessage() {
        problem = new Problem(ProblemKind.ELEMENT_NOT_FOUND.type(), "Element not found", 404, "css=#save", "1", null,
                List.of("button \"Store\""), null, null);

        assertThatThrownBy(() -> client(SOON).execute(click())).hasMessageContaining("There is: button \"Store\"");
    }

    @Test
    void aServiceSaysWhetherItIsReady() {
        assertThat(BrowserClient.ready(address()).status()).isEqualTo(Readiness.Status.INITIALIZING);
        server.stop(0);
        assertThat(BrowserClient.ready(address()).status()).isEqualTo(Readiness.Status.UNREACHABLE);
    }

    @Test
    void waitsDoubleUpToTheLongest() {
        Resending plan = Resending.DEFAULT;
        List<Duration> waits = new ArrayList<>();
        for (int attempt = 1; attempt <= 7; attempt++) {
            waits.add(plan.waitAfter(attempt));
        }

        assertThat(waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(waits.get(6)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    private BrowserClient client(Resending resending) {
        return new BrowserClient(address(), Secret.of("top-secret"), resending);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static Command click() {
        return CommandDraft.of(CommandType.CLICK).target("css=#save").build();
    }
}
