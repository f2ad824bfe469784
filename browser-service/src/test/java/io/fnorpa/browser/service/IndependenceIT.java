package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fnorpa.browser.service.Caller.Answer;
import io.fnorpa.testing.Thorough;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several sessions in one service: none waits for another, none falls with another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndependenceIT {

    @TempDir
    static Path folder;

    private final List<Caller> open = new ArrayList<>();
    private ServiceProcess service;
    private AwkwardSite site;
    private ExecutorService clients;

    @BeforeAll
    void start() throws IOException {
        service = ServiceProcess.start(folder, "-Dbrowser.max-sessions=4", "-Dbrowser.close-timeout=10s");
    }

    @AfterAll
    void end() {
        service.close();
    }

    @BeforeEach
    void startSite() {
        site = new AwkwardSite();
        clients = Executors.newCachedThreadPool();
    }

    @AfterEach
    void endSessions() {
        open.forEach(Caller::close);
        open.clear();
        clients.shutdownNow();
        site.close();
    }

    @Test
    void aSessionThatHangsKeepsNoOtherWaiting() throws Exception {
        Caller loops = opened();
        Caller loads = opened();
        Caller waits = opened();
        Caller other = opened();
        loops.navigate("/endless.html").done();
        List<CompletableFuture<Answer>> hanging = List.of(
                later(() -> loops.run("'type':'click','target':'css=#endless','timeout_ms':100000")),
                later(() -> loads.run("'type':'navigate','url':'/slow?100000','timeout_ms':100000")),
                later(() -> waits.run("'type':'wait','target':'css=#never','timeout_ms':100000")));
        await().atMost(ServiceProcess.PATIENCE).until(() -> site.asked("/slow") == 1 && site.asked("/looping") == 1);

        other.navigate("/").done();
        for (int clicks = 1; clicks <= 5; clicks++) {
            other.run("'type':'click','target':'css=#count'").done();
            assertThat(other.text("css=#clicks")).isEqualTo(Integer.toString(clicks));
        }
        other.get("/browser/screenshot").done();

        assertThat(hanging).as("still hanging, now that the other is done").noneMatch(CompletableFuture::isDone);
        Stream.of(loops, loads, waits).map(Caller::close).forEach(Answer::done);
        hanging.forEach(answer -> answer.join().problem("session-not-found"));
        assertThat(other.text("css=#clicks")).isEqualTo("5");
    }

    @Test
    void manyCallsToASessionThatHangsLeaveRoomForAnother() throws Exception {
        Caller hangs = opened();
        Caller other = opened();
        hangs.navigate("/").done();
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            calls.add(later(() -> hangs.run("'type':'wait','target':'css=#never','timeout_ms':100000")));
        }
        await().atMost(ServiceProcess.PATIENCE).until(() -> calls.stream().filter(CompletableFuture::isDone).count() == 290);

        other.navigate("/").done();

        assertThat(calls.stream().filter(call -> !call.isDone())).as("run, or wait for their turn").hasSize(10);
        assertThat(calls.stream().filter(CompletableFuture::isDone)).allSatisfy(call -> call.join().problem("session-busy"));
        hangs.close().done();
        assertThat(calls.stream().filter(call -> call.join().kind().equals("session-not-found"))).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "SEGV"})
    void aFirefoxThatCrashesEndsItsOwnSessionAlone(String signal) throws Exception {
        List<Path> before = folders(1);
        Caller crashes = opened();
        folders(2);
        Caller other = opened();
        other.navigate("/").done();
        other.run("'type':'click','target':'css=#count'").done();
        CompletableFuture<Answer> pending = later(() -> crashes.run("'type':'wait','target':'css=#never','timeout_ms':100000"));
        List<ProcessHandle> processes = service.processesOf(before.get(0));

        ServiceProcess.signal(firefoxAmong(processes), signal);

        pending.join().problem("browser-crashed");
        crashes.run("'type':'extract','kind':'url'").problem("browser-crashed");
        await().atMost(ServiceProcess.PATIENCE).until(() -> processes.stream().noneMatch(ServiceProcess::runs));
        await().atMost(ServiceProcess.PATIENCE).until(() -> !Files.exists(before.get(0)));
        other.run("'type':'click','target':'css=#count'").done();
        assertThat(other.text("css=#clicks")).isEqualTo("2");
        opened().navigate("/").done();
    }

    /** Firefox ends itself then. Said within the command's limit: what hung until after it is told in other words. */
    @Test
    void aPageWhoseOwnProcessDiesEndsItsSession() throws Exception {
        List<Path> before = folders(1);
        Caller crashes = opened();
        crashes.navigate("/").done();
        CompletableFuture<Answer> pending = later(() -> crashes.run("'type':'wait','target':'css=#never','timeout_ms':100000"));
        List<ProcessHandle> processes = service.processesOf(before.get(0));
        List<ProcessHandle> pages = processes.stream().filter(IndependenceIT::showsPages).toList();

        assertThat(pages).isNotEmpty();
        signal(pages, "KILL");

        assertThat(pending.join().problem("browser-crashed").detail()).contains("Firefox died");
        crashes.run("'type':'extract','kind':'url'").problem("browser-crashed");
        await().atMost(ServiceProcess.PATIENCE).until(() -> processes.stream().noneMatch(ServiceProcess::runs));
    }

    /** Also those of one whose browser does not come to its senses, and those that only want to close it. */
    @Thorough
    @Test
    void manyCallsToASessionThatIsBeingOpenedOrClosedLeaveRoomForAnother() throws Exception {
        Caller slow = service.caller();
        open.add(slow);
        await().atMost(ServiceProcess.PATIENCE).until(() -> slow.get("/health/ready").status() == 200);
        Path its = folders(1).get(0);
        List<ProcessHandle> stopped = service.processesOf(its);
        signal(stopped, "STOP");
        // With a wish of its own, for which Firefox is asked: a plain session gets the page that is there already.
        CompletableFuture<Answer> opening = later(() -> slow.open(site.url(), ",\"time_zone\":\"Europe/Berlin\""));
        await().atMost(ServiceProcess.PATIENCE).until(() -> slow.get("/health/ready").json().path("open_sessions").asInt() == 1);
        assertThat(opening).isNotDone();
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 290; i++) {
            calls.add(later(() -> slow.run("'type':'extract','kind':'url'")));
        }
        await().atMost(ServiceProcess.PATIENCE).until(() -> calls.stream().filter(CompletableFuture::isDone).count() == 280);

        opened().navigate("/").done();

        assertThat(calls.stream().filter(CompletableFuture::isDone)).hasSize(280).allSatisfy(call -> call.join().problem("session-busy"));
        signal(stopped, "CONT");
        opening.join().done();
        assertThat(calls.stream().filter(call -> call.join().status() == 200)).hasSize(10);

        List<ProcessHandle> processes = service.processesOf(its); // others than before: Firefox ends spare ones and starts new ones
        signal(processes, "STOP");
        List<CompletableFuture<Answer>> closes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            closes.add(later(slow::close));
        }
        await().atMost(ServiceProcess.PATIENCE).until(() -> slow.run("'type':'extract','kind':'url'").kind().equals("session-not-found"));
        slow.post("/browser/session/create", "{\"base_url\":\"" + site.url() + "\"}").problem("session-expired");
        assertThat(closes).allSatisfy(close -> assertThat(close.join().status()).isIn(204, 409));
        assertThat(closes.stream().filter(close -> close.join().kind().equals("session-busy"))).as("that did not wait for its end").isNotEmpty();
        assertThat(processes).noneMatch(ServiceProcess::runs);
    }

    @Thorough
    @Test
    void aBrowserThatDoesNotCloseInTimeIsKilledWithAllItsProcesses() throws Exception {
        List<Path> before = folders(1);
        Caller stopped = opened();
        folders(2);
        Caller other = opened();
        List<ProcessHandle> processes = service.processesOf(before.get(0));
        signal(processes, "STOP");

        assertThat(stopped.close().status()).isEqualTo(204);

        assertThat(processes).hasSizeGreaterThan(2).noneMatch(ServiceProcess::runs);
        assertThat(before.get(0)).doesNotExist();
        assertThat(service.log()).contains("did not close within 10 s and is killed");
        assertThat(other.navigate("/").done().value()).isEqualTo("200");
    }

    @Thorough
    @Test
    void oneThatIsSlowToCloseDelaysNoOthersEnd() throws Exception {
        Caller other = opened(",\"idle_timeout_seconds\":12");
        List<Path> waiting = folders(2);
        Caller stopped = service.caller();
        CompletableFuture<Answer> opening = later(() -> stopped.open(site.url(), ",\"idle_timeout_seconds\":8"));
        while (!opening.isDone()) {
            other.run("'type':'extract','kind':'url'").done(); // is not idle meanwhile
        }
        opening.join().done();
        signal(service.processesOf(waiting.get(1)), "STOP");

        await().atMost(ServiceProcess.PATIENCE).until(() -> service.log().contains("Session " + stopped.sessionId() + " ended"));

        assertThat(service.log()).containsSubsequence("Session " + other.sessionId() + " ended", "Session " + stopped.sessionId() + " ended");
    }

    private static void signal(List<ProcessHandle> processes, String signal) throws IOException, InterruptedException {
        for (ProcessHandle process : processes) {
            ServiceProcess.signal(process, signal);
        }
    }

    private Caller opened() {
        return opened("");
    }

    private Caller opened(String more) {
        Caller caller = service.caller();
        open.add(caller);
        caller.open(site.url(), more).done();
        return caller;
    }

    private CompletableFuture<Answer> later(Supplier<Answer> call) {
        return CompletableFuture.supplyAsync(call, clients);
    }

    /** The folders of so many browsers, oldest first, once there are exactly so many; the last is that of the one that waits for a session. */
    private List<Path> folders(int count) throws IOException {
        await().atMost(ServiceProcess.PATIENCE).until(() -> service.browserFolders().size() == count);
        return service.browserFolders().stream().sorted(Comparator.comparingLong(IndependenceIT::created)).toList();
    }

    private static long created(Path folder) {
        try {
            return ((FileTime) Files.getAttribute(folder, "creationTime")).to(TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Firefox's processes for what portals send; the one for extensions is of the same kind. */
    private static boolean showsPages(ProcessHandle process) {
        Path proc = Path.of("/proc/" + process.pid());
        try {
            return Files.readString(proc.resolve("cmdline")).replace('\0', ' ').strip().matches(".*-contentproc .* tab")
                    && !Files.readString(proc.resolve("comm")).startsWith("WebExtensions");
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    /** Its main process: the parent of all others. */
    private static ProcessHandle firefoxAmong(List<ProcessHandle> processes) {
        return processes.stream()
                .filter(process -> process.info().command().filter(command -> command.contains("firefox")).isPresent())
                .filter(process -> process.parent().flatMap(parent -> parent.info().command()).filter(command -> command.contains("node")).isPresent())
                .findFirst().orElseThrow();
    }
}
