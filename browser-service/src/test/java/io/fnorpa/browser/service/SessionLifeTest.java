package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fnorpa.browser.service.Caller.Answer;
import io.fnorpa.job.AttemptId;
import io.fnorpa.testing.Thorough;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How sessions begin and end, and that nothing of them is left. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class SessionLifeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TestHTTPResource("/")
    URL service;

    @Inject
    MeterRegistry metrics;

    private AwkwardSite site;
    private Caller caller;

    @BeforeEach
    void startSite() {
        site = new AwkwardSite();
        caller = Caller.ofNewSession(service);
    }

    @AfterEach
    void stopSite() {
        caller.close();
        site.close();
    }

    @Test
    void opensSaysWhoItIsAndCloses() {
        Answer opened = caller.open(site.url()).done();
        assertThat(opened.json().path("session_id").asText()).isEqualTo(caller.sessionId());
        assertThat(opened.json().path("instance").asText()).isEqualTo(TokenKeys.INSTANCE);
        assertThat(opened.json().path("browser_version").asText()).startsWith("firefox 1");
        assertThat(Instant.parse(opened.json().path("expires_at").asText())).isAfter(Instant.now());

        assertThat(caller.close().status()).isEqualTo(204);
        assertThat(caller.close().status()).isEqualTo(204);
        assertThat(caller.run("'type':'extract','kind':'url'").problem("session-not-found").detail()).contains("closed");
        caller.post("/browser/session/create", "{\"base_url\":\"" + site.url() + "\"}").problem("session-expired");
    }

    @Test
    void leavesNoProcessFileOrThreadBehind() {
        caller.open(site.url()).done();
        caller.navigate("/").done();
        caller.run("'type':'download','target':'css=#csv'").done();
        List<ProcessHandle> processes = browserProcesses();
        List<Path> folders = browserFolders();
        assertThat(processes).hasSizeGreaterThan(1);
        assertThat(folders).hasSize(1);
        List<Long> threads = threads();
        assertThat(threads).isNotEmpty();

        caller.close().done();

        assertThat(processes).noneMatch(SessionLifeTest::runs);
        assertThat(folders).noneMatch(Files::exists);
        await().atMost(PATIENCE).until(() -> threads().stream().noneMatch(threads::contains));
    }

    /** The threads that belong to browsers: their own, the proxy's, Playwright's reader and writer. */
    private static List<Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("firefox-\\d+|egress.*|LittleProxy.*|playwright.*"))
                .map(Thread::getId)
                .toList();
    }

    @Test
    void isClosedAtItsIdleLimit() {
        caller.open(site.url(), ",\"idle_timeout_seconds\":1").done();

        await().atMost(PATIENCE).until(() -> readyWith(0));
        assertThat(caller.run("'type':'extract','kind':'url'").problem("session-expired").detail()).contains("no command for 1 s");
    }

    @Thorough
    @Test
    void isEndedAtItsDeadlineInTheMiddleOfACommand() {
        caller.awaitReady();
        Instant deadline = Instant.now().plusSeconds(20);
        caller.open(site.url(), ",\"deadline\":\"" + deadline + "\"").done();
        caller.navigate("/").done();

        Answer cut = caller.run("'type':'wait','target':'css=#never','timeout_ms':120000");
        cut.problem("session-expired");
        assertThat(Instant.now()).isBefore(deadline.plusSeconds(60));
    }

    @Test
    void aBrowserThatIsKilledEndsItsSessionAloneAndAnotherIsStarted() {
        caller.open(site.url()).done();
        caller.navigate("/").done();
        CompletableFuture<Answer> pending = CompletableFuture.supplyAsync(
                () -> caller.run("'type':'wait','target':'css=#never','timeout_ms':60000"));
        await().atMost(PATIENCE).until(() -> site.asked("/") > 0);

        browserProcesses().stream().filter(SessionLifeTest::isFirefox).forEach(ProcessHandle::destroyForcibly);

        pending.join().problem("browser-crashed");
        caller.run("'type':'extract','kind':'url'").problem("browser-crashed");
        await().atMost(PATIENCE).until(() -> caller.get("/health/ready").status() == 200);
        Caller next = Caller.ofNewSession(service);
        next.open(site.url()).done();
        next.navigate("/").done();
        next.close().done();
    }

    /** Its pages are closed a moment before its process is seen to be gone; a click that closes its page is done. */
    /** Whether the click or the death is seen first is chance. */
    @Test
    void aClickInABrowserThatDiesIsNotTakenForDone() {
        clickInABrowserThatDies();
    }

    @RepeatedTest(5)
    @Thorough
    void howeverOftenAClickInABrowserThatDiesIsNotTakenForDone() {
        clickInABrowserThatDies();
    }

    private void clickInABrowserThatDies() {
        caller.open(site.url()).done();
        caller.navigate("/").done();

        browserProcesses().stream().filter(SessionLifeTest::isFirefox).forEach(ProcessHandle::destroyForcibly);

        caller.run("'type':'click','target':'css=#count'").problem("browser-crashed");
        await().atMost(PATIENCE).until(() -> caller.get("/health/ready").status() == 200);
    }

    @Test
    void aBrowserThatHangsIsKilledAndTheCommandSaysSo() throws IOException, InterruptedException {
        caller.open(site.url()).done();
        caller.navigate("/").done();
        List<ProcessHandle> processes = browserProcesses();
        for (ProcessHandle firefox : processes.stream().filter(SessionLifeTest::isFirefox).toList()) {
            new ProcessBuilder("kill", "-STOP", Long.toString(firefox.pid())).start().waitFor();
        }

        caller.run("'type':'click','target':'css=#count','timeout_ms':2000").problem("browser-crashed");

        await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(SessionLifeTest::runs));
        await().atMost(PATIENCE).until(() -> caller.get("/health/ready").status() == 200);
    }

    @Test
    void aFileThatDoesNotComeWholeIsATimeoutAndTheSessionGoesOn() {
        caller.open(site.url(), ",\"credentials\":{\"user\":\"ops-7\"}").done();
        caller.navigate("/echo?%3Ca%20id=ops-7-file%20href=/drips.csv%3Efile%3C/a%3E").done();

        assertThat(caller.run("'type':'download','target':'css=#ops-7-file','timeout_ms':3000").problem("timeout").detail())
                .contains("Target css=#(secret)-file: ", "had not come whole within 3000 ms", "raise the command's timeout");

        caller.navigate("/").done();
    }

    @Test
    void aSessionBelongsToItsSubjectAndThereAreNoMoreThanThereMayBe() {
        caller.open(site.url()).done();

        Caller thief = new Caller(service, TokenKeys.token(AttemptId.of(43, 1), caller.sessionId(), Instant.now().plusSeconds(60)), caller.sessionId());
        Caller.CONTRACT.document().operations().stream().filter(SmallestRequest::isOfASession)
                .forEach(operation -> SmallestRequest.of(operation).sentBy(thief).problem("forbidden"));
        caller.post("/browser/navigate", "{\"url\":\"/\",\"session_id\":\"another\"}").problem("forbidden");

        Caller second = Caller.ofNewSession(service);
        second.post("/browser/session/create", "{\"base_url\":\"" + site.url() + "\"}").problem("capacity");
        second.run("'type':'extract','kind':'url'").problem("session-not-found");
    }

    @Test
    void aRequestThatIsWrongIsRefusedWithTheFieldNamed() {
        assertWrong("{\"base_url\":\"ftp://x/\"}", "base_url");
        assertWrong("{}", "base_url");
        assertWrong("{\"base_url\":\"http://x/\",\"alowed_hosts\":[]}", "alowed_hosts");
        assertWrong("{\"base_url\":\"http://x/\",\"allowed_hosts\":[\"ht tp\"]}", "allowed_hosts");
        assertWrong("{\"base_url\":\"http://x/\",\"idle_timeout_seconds\":0}", "idle_timeout_seconds");
        assertWrong("{\"base_url\":\"http://x/\",\"deadline\":\"2020-01-01T00:00:00Z\"}", "deadline");
        assertWrong("{\"base_url\":\"http://x/\",\"time_zone\":\"Mars\"}", "time_zone");
        assertWrong("{\"base_url\":\"http://x/\",\"locale\":\"!\"}", "locale");
        assertWrong("{\"base_url\":\"http://x/\",\"credentials\":{\"a\":\"\"}}", "'a'");
        assertWrong("{\"base_url\":\"http://x/\",\"credentials\":{\"pin\":\"123\"}}", "Credential 'pin' must have at least 4 characters");
        assertWrong("{\"base_url\":\"http://x/\",\"credentials\":{\"pin\":\"1   2\"}}", "blanks");
        assertWrong("[]", "object");
        assertWrong("{", "JSON");
    }

    /** Java's own names of zones, and whatever a hand has changed in a saved login; Firefox is not even asked. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "time_zone | 'UTC+01:00'", "time_zone | 'Z'", "time_zone | 'SystemV/EST5'", "time_zone | 'US/Pacific'", "locale | 'en-ZA-ZA'",
        "storage_state.cookies[0] | {'cookies':[{'name':'a','value':'b'}]}",
        "storage_state.cookies[0] | {'cookies':[{'name':'a','value':'b','domain':'x','path':7}]}",
        "storage_state.cookies[0] | {'cookies':[{'name':'a','value':'b','domain':'x','path':'/','expires':-2}]}",
        "storage_state.cookies[0] | {'cookies':[{'name':'a','value':'b','domain':'x','path':'/','sameSite':'no'}]}",
        "storage_state.cookies | {'cookies':7}", "storage_state | {'x':1}", "storage_state | []",
        "storage_state.origins[0] | {'origins':[{'origin':'portal','localStorage':[]}]}",
        "storage_state.origins[0].localStorage[0] | {'origins':[{'origin':'http://x','localStorage':[{'name':'a','value':1}]}]}"}, quoteCharacter = '`')
    void whatFirefoxWouldNotTakeIsRefusedWithTheFieldNamed(String field, String value) {
        assertWrong("{\"base_url\":\"http://x/\",\"" + field.split("\\.")[0] + "\":" + value.replace('\'', '"') + "}", "'" + field + "'");
    }

    /** An origin that looks like one, but is none. */
    @Test
    void whatOnlyFirefoxKnowsToBeWrongIsNoCrash() {
        Answer refused = caller.open(site.url(), ",\"storage_state\":{\"origins\":[{\"origin\":\"http://127.0.0.1:99999\",\"localStorage\":[{\"name\":\"a\",\"value\":\"hush\"}]}]}");

        assertThat(refused.problem("invalid-command").detail()).contains("'storage_state'").doesNotContain("hush");
        caller.open(site.url()).done();
        caller.navigate("/").done();
    }

    private void assertWrong(String request, String named) {
        assertThat(caller.post("/browser/session/create", request).problem("invalid-command").detail()).contains(named);
    }

    /** Any failure, not only those that a browser is known for: here of the counter, whose name is taken. */
    @Test
    void aBrowserInWhichNoSessionCouldBeOpenedIsEnded() {
        await().atMost(PATIENCE).until(() -> caller.get("/health/ready").status() == 200);
        List<ProcessHandle> processes = browserProcesses();
        List<Path> folders = browserFolders();
        metrics.find("browser.sessions.opened").counters().forEach(metrics::remove);
        Gauge inItsPlace = Gauge.builder("browser.sessions.opened", () -> 0).register(metrics);
        try {
            caller.open(site.url()).problem("browser-crashed");
        } finally {
            metrics.remove(inItsPlace);
        }

        assertThat(processes).hasSizeGreaterThan(1).noneMatch(SessionLifeTest::runs);
        assertThat(folders).isNotEmpty().noneMatch(Files::exists);
        caller.open(site.url()).done();
    }

    @Test
    void healthOpensAPageNow() {
        caller.open(site.url()).done();

        Answer probed = caller.get("/health/browser").done();
        assertThat(probed.json().path("status").asText()).isEqualTo("ready");
        assertThat(probed.json().path("duration_ms").asLong()).isPositive();
        assertThat(new Caller(service, null, "").get("/health/live").done().json().path("status").asText()).isEqualTo("live");
    }

    @Test
    void healthNeitherWaitsForACommandNorOpensAPageBesideIt() {
        caller.open(site.url()).done();
        CompletableFuture<Answer> pending = CompletableFuture.supplyAsync(() -> caller.run("'type':'navigate','url':'/slow?100000','timeout_ms':100000"));
        await().atMost(PATIENCE).until(() -> site.asked("/slow") > 0);

        Answer probed = Caller.ofNewSession(service).get("/health/browser").done();

        assertThat(probed.json().path("message").asText()).isEqualTo("Every session runs a command, so no page was opened; the process of Firefox is alive");
        assertThat(pending).isNotDone();
        caller.close().done();
        pending.join().problem("session-not-found");
    }

    /** A token of the instance is enough to ask for the browser's health, also one of a session that was never opened. */
    @Test
    void manyWhoAskForTheBrowsersHealthCostNoSessionItsBrowser() {
        caller.open(site.url()).done();
        caller.navigate("/").done();
        ExecutorService clients = Executors.newCachedThreadPool();
        try {
            Caller other = Caller.ofNewSession(service);
            List<CompletableFuture<Answer>> probes = Stream.generate(() -> CompletableFuture.supplyAsync(() -> other.get("/health/browser"), clients))
                    .limit(200).toList();
            Set<String> answers = new HashSet<>();
            do {
                answers.add(caller.run("'type':'extract','target':'css=h1','timeout_ms':10000").kind());
            } while (!probes.stream().allMatch(CompletableFuture::isDone));

            assertThat(answers).as("on a slow machine a page may take longer to open than this command may wait").isSubsetOf("extract", "session-busy");
            assertThat(caller.text("css=h1")).isEqualTo("Sign in");
            probes.forEach(probe -> probe.join().done());
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void aSavedLoginIsThereInTheNextSession() {
        String state = "{\"cookies\":[{\"name\":\"login\",\"value\":\"" + UUID.randomUUID() + "\",\"domain\":\"127.0.0.1\",\"path\":\"/\","
                + "\"expires\":-1,\"httpOnly\":false,\"secure\":false,\"sameSite\":\"Lax\"}],\"origins\":[]}";
        caller.open(site.url(), ",\"storage_state\":" + state + ",\"locale\":\"de-DE\",\"time_zone\":\"Europe/Berlin\"").done();
        caller.navigate("/").done();

        assertThat(caller.get("/browser/storage-state").done().json().path("value").path("cookies").get(0).path("name").asText()).isEqualTo("login");
    }

    /** What has ended but was not yet reaped by the machine's first process has no environment any more. */
    private static boolean runs(ProcessHandle process) {
        try {
            return Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ")).length > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean readyWith(int open) {
        return caller.get("/health/ready").json().path("open_sessions").asInt(-1) == open;
    }

    private static List<ProcessHandle> browserProcesses() {
        return ProcessHandle.current().descendants().toList();
    }

    private static boolean isFirefox(ProcessHandle process) {
        return process.info().command().filter(command -> command.contains("firefox")).isPresent();
    }

    private static List<Path> browserFolders() {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            String mine = "fnorpa-browser-" + ProcessHandle.current().pid() + "-";
            return all.filter(folder -> folder.getFileName().toString().startsWith(mine)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
