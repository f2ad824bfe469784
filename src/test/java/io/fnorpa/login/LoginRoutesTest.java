package io.fnorpa.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.account.AccountRestsException;
import io.fnorpa.account.AccountStore;
import io.fnorpa.account.LoginBudget;
import io.fnorpa.account.LoginPass.Kind;
import io.fnorpa.account.LoginWaitException;
import io.fnorpa.account.PortalAccount;
import io.fnorpa.attempt.Lease;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.evidence.JobEvent;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.secret.Secret;
import io.fnorpa.secrets.SecretFiles;
import io.fnorpa.ticket.Ticket;
import io.fnorpa.totp.TotpVerdict;
import io.fnorpa.totp.ValkeyClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code logins.camel.yaml} as it is, with its beans and a real Valkey. What its neighbours would write to the database is
 * kept in lists. Each test has an FNO of its own.
 */
class LoginRoutesTest {

    private static final AtomicLong JOBS = new AtomicLong();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;
    private static ValkeyServer server;
    private static ValkeyClient client;
    private static DefaultCamelContext camel;
    private static ProducerTemplate routes;
    private static SavedLogins logins;
    private static final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private static final List<String> waiting = Collections.synchronizedList(new ArrayList<>());
    private static final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private static final List<Map<String, Object>> statements = Collections.synchronizedList(new ArrayList<>());

    private String fno;

    @BeforeAll
    static void start() throws Exception {
        server = ValkeyServer.start(folder.resolve("valkey"));
        client = new ValkeyClient(server.address());
        client.commands().execute("PING"); // the client's first call must not be several at once, without Quarkus around it
        Files.writeString(folder.resolve(LoginKeys.SECRET), "k1 MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
        AccountStore store = new AccountStore(client.commands());
        logins = new SavedLogins(store, new LoginSeal(new LoginKeys(new SecretFiles(folder))), Clock.systemUTC());
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("loginDesk",
                new LoginDesk(logins, Duration.ofSeconds(60), Duration.ofSeconds(60), Clock.systemUTC(), meters));
        camel.getRegistry().bind("accountDesk", new AccountDesk(new LoginBudget(store, Clock.systemUTC()), Clock.systemUTC(), meters));
        camel.getRegistry().bind("attempts", new UnderWay());
        camel.getPropertiesComponent().addInitialProperty("rpa.lease.heartbeat", "200ms");
        camel.addRoutes(neighbours());
        Path file = Checkout.find().root().resolve("routes/orchestrator/logins.camel.yaml");
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file.toString(),
                Files.readString(file).replace("sql:file:{{rpa.home}}/routes/sql/rest-lane.sql", "direct:statement")));
        camel.start();
        routes = camel.createProducerTemplate();
    }

    /** In the place of {@link io.fnorpa.attempt.Attempts}. */
    public static final class UnderWay {
        private final List<RunningAttempt> attempts = new CopyOnWriteArrayList<>();

        public List<RunningAttempt> underWay() {
            return attempts;
        }
    }

    private static RouteBuilder neighbours() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:waiting").process(exchange -> waiting.add(exchange.getMessage().getHeader("reason") + "|"
                        + exchange.getMessage().getHeader("waitingKind")));
                from("direct:statement").process(exchange -> {
                    statements.add(Map.copyOf(exchange.getMessage().getHeaders()));
                    exchange.getMessage().setHeader("CamelSqlUpdateCount", 1);
                });
                from("direct:append-event-patiently").process(exchange -> events.add(exchange.getMessage().getBody(JobEvent.class).detail()));
            }
        };
    }

    @AfterAll
    static void end() {
        camel.stop();
        client.close();
        server.close();
    }

    @BeforeEach
    void anFnoOfItsOwn(TestInfo test) {
        fno = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        fno = fno.substring(0, Math.min(30, fno.length()));
        waiting.clear();
        events.clear();
        statements.clear();
    }

    private RunningAttempt attempt(boolean reuse) {
        return attempt(reuse, Duration.ofSeconds(600));
    }

    private RunningAttempt attempt(boolean reuse, Duration life) {
        AttemptId id = AttemptId.of(JOBS.incrementAndGet(), 1);
        FnoSettings settings = FnoSettings.parse("fno.yaml", """
                fno: %s
                name: Octotel
                base-url: https://portal.example.com
                login-budget: {refusals: 2, rest: PT10M}
                session-reuse: {enabled: %s, life: PT1H}
                job-types: {validation: {}}
                """.formatted(fno, reuse));
        RunningAttempt attempt = new RunningAttempt(new Job(id, null, fno, "validation", Map.of()), new Lease("test", "lease"), settings, "v1", 3,
                Instant.now().plus(life), BrowserBreaker.disabled().use());
        attempt.setTicket(new Ticket(id, URI.create("http://127.0.0.1:1"), "s-1", Secret.of("token"), Secret.of("token"), null, "v1", attempt.getDeadline()));
        return attempt;
    }

    private RunningAttempt prepared() {
        RunningAttempt attempt = attempt(true);
        call("direct:prepare-login", attempt);
        return attempt;
    }

    /** What a route throws is thrown, without Camel around it. */
    private static void call(String route, Object body) {
        try {
            routes.requestBody(route, body);
        } catch (CamelExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void save(RunningAttempt attempt) throws IOException {
        assertThat(logins.save(attempt.getAccount(), attempt.getLogin(), new ObjectMapper().readTree("{\"cookies\":[]}"), Duration.ofHours(1))).isTrue();
    }

    @Test
    void whereLoginsAreNotSavedNothingIsDone() {
        RunningAttempt attempt = attempt(false);
        call("direct:prepare-login", attempt);
        call("direct:save-login", attempt);
        call("direct:end-login", attempt);

        assertThat(attempt.getLogin().kind()).isEqualTo(Kind.NONE);
        assertThat(events).isEmpty();
        assertThat(logins.look(attempt.getAccount())).isEmpty();
    }

    @Test
    void oneLogsInAndTheOtherSaysThatItWaits() throws IOException {
        RunningAttempt first = prepared();
        assertThat(first.getLogin().kind()).isEqualTo(Kind.TURN);
        CompletableFuture<RunningAttempt> second = CompletableFuture.supplyAsync(this::prepared);
        Awaitility.await().atMost(PATIENCE).until(() -> !waiting.isEmpty());
        assertThat(waiting.get(0)).startsWith("waits for the login of " + first + " with account " + fno + ", until ").endsWith("|login-queue");

        save(first);

        assertThat(second.join().getLogin().kind()).isEqualTo(Kind.SAVED);
        assertThat(waiting).hasSize(2).last().isEqualTo("null|null");
        assertThat(events).hasSize(2).first().asString().contains("to log in with account");
        assertThat(events.get(1)).startsWith("begins with saved login");
    }

    @Test
    void aTurnIsKeptWhileItsAttemptIsUnderWay() {
        RunningAttempt attempt = prepared();
        List<RunningAttempt> underWay = camel.getRegistry().lookupByNameAndType("attempts", UnderWay.class).underWay();
        underWay.add(attempt);
        String turn = "login_turn:{" + fno + "}";
        client.commands().execute("PEXPIRE", turn, "20000");

        Awaitility.await().atMost(PATIENCE).until(() -> client.commands().execute("PTTL", turn).toLong() > 30_000);
        underWay.remove(attempt);
    }

    @Test
    void aWaitHasABound() {
        prepared();
        RunningAttempt second = attempt(true, Duration.ofSeconds(1));
        assertThatThrownBy(() -> call("direct:prepare-login", second)).isInstanceOf(LoginWaitException.class).hasMessageContaining("was waited for until");
    }

    @Test
    void ofThoseWhoseLoginWasRefusedOneLogsInAndTheOtherComesBack() throws IOException {
        RunningAttempt first = prepared();
        save(first);
        RunningAttempt second = prepared();
        RunningAttempt third = prepared();
        assertThat(List.of(second, third)).extracting(attempt -> attempt.getLogin().kind()).containsOnly(Kind.SAVED);

        call("direct:drop-login", second);
        assertThat(second.getLogin().kind()).isEqualTo(Kind.TURN);
        assertThat(events).last().asString().startsWith("the portal did not know saved login");
        assertThatThrownBy(() -> call("direct:drop-login", third)).isInstanceOf(LoginWaitException.class);
        assertThat(third.getUnspentReason()).contains("another job makes a new one");
        assertThat(second.getUnspentReason()).isNull();

        save(second);
        assertThat(prepared().getLogin().number()).isGreaterThan(first.getLogin().number());
    }

    @Test
    void aTurnThatCameToNothingAndASuspectLoginAreGivenUp() throws IOException {
        RunningAttempt first = prepared();
        call("direct:end-login", first);
        RunningAttempt second = prepared();
        assertThat(second.getLogin().kind()).as("the turn went to the next").isEqualTo(Kind.TURN);
        save(second);

        RunningAttempt third = prepared();
        third.setOutcome(Outcome.review(Fault.PORTAL_CHANGED, "element-not-found", "gone", Map.of()));
        call("direct:end-login", third);
        assertThat(prepared().getLogin().kind()).isEqualTo(Kind.TURN);
    }

    @Test
    void aPortalThatIsDownCostsNoSavedLogin() throws IOException {
        save(prepared());
        RunningAttempt second = prepared();
        second.setOutcome(Outcome.retry(Fault.PORTAL, "portal-error", "500", Map.of()));
        call("direct:end-login", second);
        assertThat(prepared().getLogin().kind()).isEqualTo(Kind.SAVED);
    }

    @Test
    void refusedLoginsCloseTheLaneAndTheNextAttemptDoesNotBegin() {
        refused("login-refused");
        assertThat(statements).as("one is left").isEmpty();
        refused("login-refused");

        assertThat(statements).hasSize(1);
        assertThat(statements.get(0).get("provider")).isEqualTo(fno);
        assertThat((long) statements.get(0).get("seconds")).isBetween(590L, 600L);
        assertThat(statements.get(0).get("reason").toString()).startsWith("login budget: account " + fno + " rests after 2 refused logins");
        assertThatThrownBy(this::prepared).isInstanceOf(AccountRestsException.class).hasMessageContaining("rests until");
    }

    @Test
    void whoWaitedForTheTurnOfAnAccountThatRestsByThenDoesNotLogIn() {
        RunningAttempt first = prepared();
        RunningAttempt second = attempt(true);
        CompletableFuture<Void> waits = CompletableFuture.runAsync(() -> call("direct:prepare-login", second));
        Awaitility.await().atMost(PATIENCE).until(() -> !waiting.isEmpty());
        refused("account-locked");
        call("direct:end-login", first);

        assertThat(waits).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(AccountRestsException.class);
        assertThat(second.getUnspentReason()).startsWith("account " + fno + " rests until");
        assertThat(events).as("only the first had the turn").hasSize(1);
        call("direct:end-login", second);
        assertThat(logins.holder(second.getAccount())).as("the turn is given back").isEmpty();
    }

    @Test
    void whoseSavedLoginWasRefusedLogsInWithNoAccountThatRests() throws IOException {
        save(prepared());
        RunningAttempt second = prepared();
        refused("account-locked");

        assertThatThrownBy(() -> call("direct:drop-login", second)).isInstanceOf(AccountRestsException.class);
        assertThat(second.getUnspentReason()).startsWith("account " + fno + " rests until");
        assertThat(logins.look(second.getAccount())).as("it is dropped all the same").isEmpty();
        assertThat(logins.holder(second.getAccount())).as("the turn is nobody's").isEmpty();
    }

    @Test
    void whoIsPastThePointOfNoReturnIsNotGivenBack() {
        RunningAttempt attempt = begun();
        attempt.passNoReturn();
        refused("account-locked");

        assertThatThrownBy(() -> call("direct:prepare-login", attempt)).isInstanceOf(AccountRestsException.class);
        assertThat(attempt.getUnspentReason()).as("it may have done something").isNull();
    }

    @Test
    void anAccountThatThePortalLockedRestsAtOnce() {
        refused("account-locked");
        assertThat(statements).hasSize(1);
    }

    @Test
    void refusalsAreCountedByFnoAndAccount() {
        RunningAttempt attempt = attempt(false);
        attempt.setAccount(new PortalAccount(fno, "night"));
        codeJudged(attempt, false);

        assertThat(meters.get("rpa.logins.refused").tags("provider", fno, "account", "night").counter().count()).isEqualTo(1);
    }

    @Test
    void aRefusedCodeIsCountedOnce() {
        for (int i = 0; i < 2; i++) {
            RunningAttempt attempt = attempt(false);
            codeJudged(attempt, false);
            attempt.setOutcome(Outcome.retry(Fault.LOGIN, "totp-refused", "no", Map.of()));
            call("direct:end-login", attempt);
            assertThat(statements).hasSize(i);
        }
    }

    @Test
    void aLoginThatWentWellGivesTheBudgetBack() {
        refused("login-refused");
        codeJudged(attempt(false), true);
        refused("login-refused");
        assertThat(statements).as("after a code that was accepted").isEmpty();

        end(begun());
        refused("login-refused");
        assertThat(statements).as("after a job that got in").isEmpty();
    }

    @Test
    void aLongJobMakesGoodWhatWasRefusedBeforeItsLoginAndNothingElse() {
        RunningAttempt before = begun();
        refused("login-refused");
        RunningAttempt withCode = begun();
        codeJudged(withCode, true);
        refused("login-refused");
        assertThat(statements).as("after a code that was accepted").isEmpty();

        end(before);
        end(withCode);
        refused("login-refused");
        assertThat(statements).as("neither logged in after the last refusal").hasSize(1);
    }

    private RunningAttempt begun() {
        RunningAttempt attempt = attempt(false);
        call("direct:prepare-login", attempt);
        return attempt;
    }

    private static void end(RunningAttempt attempt) {
        attempt.setOutcome(Outcome.failed("service-unknown", "no such service", Map.of()));
        call("direct:end-login", attempt);
    }

    @Test
    void whoBeganWithASavedLoginHasNotLoggedIn() throws IOException {
        RunningAttempt first = prepared();
        save(first);
        refused("login-refused");
        RunningAttempt second = prepared();
        assertThat(second.getLogin().kind()).isEqualTo(Kind.SAVED);
        second.setOutcome(Outcome.succeeded(Map.of()));
        call("direct:end-login", second);
        refused("login-refused");
        assertThat(statements).hasSize(1);
    }

    private void refused(String code) {
        RunningAttempt attempt = attempt(false);
        attempt.setOutcome(Outcome.review(Fault.LOGIN, code, "The portal said no.", Map.of()));
        call("direct:end-login", attempt);
    }

    /** As the first step of route totp-verdict does. */
    private static void codeJudged(RunningAttempt attempt, boolean accepted) {
        camel.getRegistry().lookupByNameAndType("accountDesk", AccountDesk.class)
                .codeJudged(new TotpVerdict(attempt, new TotpReceipt(7, attempt.getAccount().key()), accepted));
    }
}
