package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fnorpa.browser.service.Caller.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the packaged service does when it is told to end. */
class ShutdownIT {

    @TempDir
    Path folder;

    private AwkwardSite site;
    private ServiceProcess service;

    @BeforeEach
    void startSite() {
        site = new AwkwardSite();
    }

    @AfterEach
    void end() {
        site.close();
        if (service != null) {
            service.close();
        }
    }

    @Test
    void atSigtermAnOpenSessionGoesOnUntilItsClientClosesItAndNoOtherIsOpened() throws Exception {
        service = ServiceProcess.start(folder, "-Dbrowser.max-sessions=2");
        Caller caller = service.caller();
        caller.open(site.url()).done();

        service.signal("TERM");

        awaitShuttingDown(caller);
        assertThat(caller.get("/health/live").status()).isEqualTo(200);
        assertThat(service.caller().post("/browser/session/create", "{\"base_url\":\"" + site.url() + "\"}").problem("shutting-down").status())
                .isEqualTo(503);
        assertThat(caller.navigate("/").done().value()).isEqualTo("200");
        assertThat(caller.text("css=h1")).isEqualTo("Sign in");
        assertThat(caller.close().status()).isEqualTo(204);
        assertEnds(0);
    }

    @Test
    void atSigtermOpenSessionsGoOnUntilTheirIdleLimitOrDeadlineAndTheLastAnswerGoesOut() throws Exception {
        service = ServiceProcess.start(folder, "-Dbrowser.max-sessions=2");
        Caller idle = service.caller();
        idle.open(site.url(), ",\"idle_timeout_seconds\":3").done();
        Caller busy = service.caller();
        busy.awaitReady();
        busy.open(site.url(), ",\"deadline\":\"" + Instant.now().plusSeconds(30) + "\"").done();
        CompletableFuture<Answer> pending = CompletableFuture.supplyAsync(
                () -> busy.run("'type':'wait','target':'css=#never','timeout_ms':120000"));

        service.signal("TERM");

        awaitShuttingDown(busy);
        pending.join().problem("session-expired");
        assertEnds(0);
        assertThat(service.log()).containsSubsequence("no command for 3 s", "deadline", "has passed");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "standard input, 0"})
    void whatComesAfterSigtermEndsItAtOnce(String what, int exitValue) throws Exception {
        service = ServiceProcess.start(folder);
        Caller caller = service.caller();
        caller.open(site.url()).done();
        service.signal("TERM");
        awaitShuttingDown(caller);

        if (what.equals("standard input")) {
            service.process().getOutputStream().close();
        } else {
            service.signal(what);
        }

        assertEnds(exitValue);
    }

    @Test
    void atSigtermWithoutASessionItEnds() throws Exception {
        service = ServiceProcess.start(folder);
        Caller caller = service.caller();
        await().atMost(ServiceProcess.PATIENCE).until(() -> caller.get("/health/ready").status() == 200);

        service.signal("TERM");

        assertEnds(0);
    }

    @Test
    void atSigtermAFirefoxThatIsBeingStartedIsNotAwaited() throws Exception {
        service = ServiceProcess.start(folder);

        service.signal("TERM");

        assertEnds(0);
    }

    private void awaitShuttingDown(Caller caller) {
        await().atMost(ServiceProcess.PATIENCE).until(() -> caller.get("/health/ready").status() == 503);
        Answer ready = caller.get("/health/ready");
        assertThat(ready.json().path("status").asText()).isEqualTo("error");
        assertThat(ready.json().path("message").asText()).contains("shutting down", "at the latest");
    }

    /** Firefox may begin to end before the service does. */
    private void assertEnds(int exitValue) throws IOException, InterruptedException {
        List<ProcessHandle> children = service.children();
        assertThat(service.awaitEnd()).as(service.log()).isEqualTo(exitValue);
        await().atMost(ServiceProcess.PATIENCE).until(() -> children.stream().noneMatch(ServiceProcess::runs));
        assertThat(service.browserFolders()).isEmpty();
    }
}
