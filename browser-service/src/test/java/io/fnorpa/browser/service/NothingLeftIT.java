package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.browser.WireJson;
import io.fnorpa.browser.service.Caller.Answer;
import io.fnorpa.testing.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of a session that has ended, in whatever way, the service holds on to nothing: no credential, code, saved login or
 * token in memory, no process, no file. What was freed in memory is not looked at: it is overwritten as it is used again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NothingLeftIT {

    @TempDir
    static Path folder;

    private final TellTales secrets = new TellTales();
    private ServiceProcess service;
    private AwkwardSite site;
    private String name;
    private List<ProcessHandle> processes = List.of();
    private List<Path> folders = List.of();

    @BeforeAll
    void start() throws IOException {
        service = ServiceProcess.start(folder);
        site = new AwkwardSite();
    }

    @AfterAll
    void end() {
        site.close();
        service.close();
    }

    @BeforeEach
    void nameTheSecrets(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName() + " ";
    }

    @Test
    void afterItsClientClosedIt() throws Exception {
        Caller caller = opened("");
        useAllSecrets(caller);
        assertThat(dump().encodingsOf(secrets.word(name + "password"))).as("while it is open the password is to be found").isNotEmpty();

        caller.close().done();

        assertNothingLeft();
    }

    @Thorough
    @Test
    void afterItsIdleLimit() throws Exception {
        useAllSecrets(opened(",\"idle_timeout_seconds\":3"));
        awaitEnd();

        assertNothingLeft();
    }

    @Thorough
    @Test
    void afterItsDeadlineInTheMiddleOfACommand() throws Exception {
        awaitReady();
        Caller caller = opened(",\"deadline\":\"" + Instant.now().plusSeconds(40) + "\"");
        useAllSecrets(caller);
        caller.run("'type':'wait','target':'css=#never','timeout_ms':120000").problem("session-expired");
        awaitEnd();

        assertNothingLeft();
    }

    @Test
    void afterItsFirefoxWasKilled() throws Exception {
        Caller caller = opened("");
        useAllSecrets(caller);
        CompletableFuture<Answer> pending = CompletableFuture.supplyAsync(
                () -> caller.run("'type':'wait','target':'css=#never','timeout_ms':60000"));
        service.firefoxes().forEach(ProcessHandle::destroyForcibly);
        pending.join().problem("browser-crashed");
        awaitEnd();

        assertNothingLeft();
    }

    @Thorough
    @Test
    void ofOneThatCouldNotBeOpened() throws Exception {
        Caller caller = caller();
        awaitReady();
        String request = request("").toString();
        caller.post("/browser/session/create", request.replace(site.origin() + "\",\"localStorage", "http://127.0.0.1:99999\",\"localStorage")).problem("invalid-command");

        assertNothingLeft();
    }

    @Test
    void ofRequestsThatAreRefused() throws Exception {
        Caller caller = caller();
        String request = request("").toString();
        String unfinished = request.substring(0, request.length() - 1);
        caller.post("/browser/session/create", unfinished).problem("invalid-command");
        caller.post("/browser/session/create", unfinished + ",\"unknown\":1}").problem("invalid-command");
        caller.post("/browser/session/create", request.replace("\"path\":\"/\"", "\"path\":7")).problem("invalid-command");
        caller.post("/browser/session/create", request.replace("\"credentials\":{", "\"credentials\":{\"list\":[1],")).problem("invalid-command");
        caller.post("/browser/session/create", request.replace("\"credentials\":{", "\"credentials\":{\"none\":\"\",")).problem("invalid-command");
        caller.post("/browser/totp/submit", "{\"target\":\"css=#code\",\"code\":\"" + secrets.word(name + "code") + "\"}").problem("session-not-found");

        assertNothingLeft();
    }

    private Caller caller() {
        String id = "s-" + UUID.randomUUID();
        return new Caller(service.url(), secrets.token(name + "token", service.token(id)), id);
    }

    private Caller opened(String more) throws IOException {
        Caller caller = caller();
        awaitReady();
        caller.post("/browser/session/create", request(more).toString()).done();
        processes = service.children();
        folders = service.browserFolders();
        assertThat(processes).hasSizeGreaterThan(1);
        assertThat(folders).isNotEmpty();
        return caller;
    }

    private ObjectNode request(String more) throws IOException {
        ObjectNode request = (ObjectNode) WireJson.mapper().readTree("{\"base_url\":\"" + site.url() + "\"" + more + "}");
        request.putObject("credentials")
                .put("password", secrets.awkward(name + "password"))
                .put("pin", secrets.word(name + "pin"))
                .put("wide", "\u0416 " + secrets.word(name + "wide"))
                .put("unused", secrets.word(name + "unused"));
        ObjectNode state = request.putObject("storage_state");
        state.putArray("cookies").addObject().put("name", "login").put("value", secrets.word(name + "cookie")).put("domain", "127.0.0.1")
                .put("path", "/").put("expires", -1).put("httpOnly", false).put("secure", false).put("sameSite", "Lax");
        state.putArray("origins").addObject().put("origin", site.origin()).putArray("localStorage").addObject()
                .put("name", "token").put("value", secrets.word(name + "stored"));
        return request;
    }

    /** Types them, has them in texts, addresses, pictures and errors, and sends them to the portal, which echoes them. */
    private void useAllSecrets(Caller caller) {
        caller.navigate("/secrets.html").done();
        caller.run("'type':'fill','target':'css=[name=password]','credential':'password'").done();
        caller.run("'type':'type','target':'css=#shown','credential':'wide'").done();
        caller.run("'type':'type','target':'css=#shown','credential':'pin'").done();
        caller.post("/browser/totp/submit", "{\"target\":\"css=#code\",\"code\":\"" + secrets.word(name + "code") + "\"}").done();
        assertThat(caller.text("css=#mirror")).contains("(secret)");
        caller.get("/browser/source").done();
        caller.get("/browser/screenshot").done();
        caller.run("'type':'expect','target':'css=#mirror','state':'text','value':'" + secrets.word(name + "pin") + "','timeout_ms':100").done();
        caller.run("'type':'click','target':'text=" + secrets.word(name + "pin") + "x','timeout_ms':300").problem("element-not-found");
        caller.run("'type':'fill','target':'css=#nowhere','credential':'password','timeout_ms':300").problem("element-not-found");
        assertThat(caller.get("/browser/storage-state").done().json().toString())
                .contains(secrets.word(name + "cookie"), secrets.word(name + "stored"));
        caller.run("'type':'submit','target':'css=#code'").done();
        caller.run("'type':'wait','pattern':'*/echo*'").done();
        assertThat(caller.get("/browser/source").done().value()).contains("(secret)");
        assertThat(site.asked()).as("the portal got the code").anyMatch(address -> address.contains(secrets.word(name + "code")));
    }

    private void awaitReady() {
        await().atMost(ServiceProcess.PATIENCE).until(() -> anybody().get("/health/ready").status() == 200);
    }

    private void awaitEnd() {
        await().atMost(ServiceProcess.PATIENCE).until(() -> anybody().get("/health/ready").json().path("open_sessions").asInt(-1) == 0);
    }

    private Caller anybody() {
        return new Caller(service.url(), null, "");
    }

    private HeapDump dump() throws IOException, InterruptedException {
        return HeapDump.of(service.pid(), folder.resolve("heap.hprof"));
    }

    /** Also not of the sessions before. A connection that carried the token may take a moment to be closed. */
    private void assertNothingLeft() {
        assertThat(processes).noneMatch(ServiceProcess::runs);
        assertThat(folders).noneMatch(Files::exists);
        await().atMost(ServiceProcess.PATIENCE).untilAsserted(() -> {
            HeapDump dump = dump();
            assertThat(secrets.all().entrySet().stream()
                    .filter(secret -> !dump.encodingsOf(secret.getValue()).isEmpty())
                    .collect(Collectors.toMap(secret -> secret.getKey(), secret -> dump.encodingsOf(secret.getValue()))))
                    .as("secrets that are held on to, and their encodings").isEmpty();
        });
    }
}
