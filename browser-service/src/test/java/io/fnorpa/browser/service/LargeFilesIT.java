package io.fnorpa.browser.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fnorpa.browser.service.Caller.Answer;
import io.fnorpa.testing.Thorough;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with the image's Java options: neither its callers nor a portal can use up its memory or its disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeFilesIT {

    private static final int MB = 1024 * 1024;
    private static final long MOST = 20 * MB; // browser.max-download
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final String LARGE = "{\"type\":\"download\",\"target\":\"css=#file\",\"timeout_ms\":60000}";

    @TempDir
    static Path folder;

    private ServiceProcess service;
    private AwkwardSite site;
    private Caller caller;
    private ExecutorService clients;

    @BeforeAll
    void start() throws IOException {
        service = ServiceProcess.start(folder, "-XX:ReservedCodeCacheSize=48m", "-XX:MaxMetaspaceSize=160m",
                "-XX:MaxDirectMemorySize=64m", "-XX:+ExitOnOutOfMemoryError");
    }

    @AfterAll
    void end() {
        service.close();
    }

    @BeforeEach
    void openSession() {
        site = new AwkwardSite();
        clients = Executors.newCachedThreadPool();
        caller = service.caller();
        caller.open(site.url()).done();
    }

    @AfterEach
    void closeSession() {
        clients.shutdownNow();
        caller.close();
        site.close();
    }

    @Test
    void largeDownloadsOneAfterTheOtherInAListAndAgain() {
        caller.navigate("/echo?" + encoded("<a id=file href=/large.bin?19000000>file</a>")).done();
        for (int i = 0; i < 5; i++) {
            assertThat(downloaded(caller.post("/browser/execute", withId(LARGE, "d-" + i)))).isEqualTo(19_000_000);
        }

        Answer list = caller.post("/browser/execute", "[" + withId(LARGE, "l-1") + "," + withId(LARGE, "l-2") + "]").done();
        assertThat(list.json().path("results")).hasSize(2);
        List<Answer> again = Stream.of("d-4", "l-1", "l-2", "l-2", "l-2", "l-2")
                .map(id -> CompletableFuture.supplyAsync(() -> caller.post("/browser/execute", withId(LARGE, id)), clients))
                .toList().stream().map(CompletableFuture::join).toList();

        assertThat(again).filteredOn(answer -> answer.status() == 200).as("those that are still kept").hasSizeGreaterThanOrEqualTo(5);
        assertThat(site.asked("/large.bin")).as("clicks").isEqualTo(7);
        caller.post("/browser/execute", withId(LARGE, "d-0")).problem("invalid-command");
        assertThat(site.asked("/large.bin")).as("not clicked again").isEqualTo(7);
        assertAtWork();
    }

    @Thorough
    @Test
    void longTextsInManyListsAtATime() {
        caller.navigate("/text?4900000").done();
        String list = "[" + String.join(",", Collections.nCopies(7, "{\"type\":\"extract\",\"target\":\"css=#text\",\"timeout_ms\":60000}")) + "]";

        assertAnswered(atATime(6, list));

        assertAtWork();
    }

    @Thorough
    @Test
    void clientsThatHangUpGiveBackTheirRoom() throws Exception {
        caller.navigate("/text?4900000").done();
        String list = "[" + String.join(",", Collections.nCopies(2, "{\"type\":\"extract\",\"target\":\"css=#text\",\"timeout_ms\":60000}")) + "]";
        HttpRequest request = HttpRequest.newBuilder(service.url().toURI().resolve("/browser/execute")).POST(BodyPublishers.ofString(list))
                .header("Content-Type", "application/json").header("Authorization", "Bearer " + service.token(caller.sessionId())).build();
        for (int i = 0; i < 3; i++) {
            HttpResponse<InputStream> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body().read()).isEqualTo('{');
            answer.body().close();
        }

        caller.post("/browser/execute", list).done();

        assertAtWork();
    }

    @Test
    void manyLargeUploadsAtATime() {
        caller.navigate("/echo?" + encoded("<input id=file type=file>")).done();
        String upload = "{\"type\":\"upload\",\"target\":\"css=#file\",\"timeout_ms\":60000,\"files\":[{\"name\":\"a\",\"content_base64\":\""
                + "QUJD".repeat(8 * MB / 4 - 100) + "\"}]}";
        caller.post("/browser/execute", upload).done();

        assertAnswered(atATime(6, upload));

        assertAtWork();
    }

    @Test
    void whatAPageSendsWithoutHavingBeenAskedIsEndedAndDeleted() throws IOException {
        Path downloads = service.browserFolders().get(0).resolve("downloads");
        caller.navigate("/echo?" + encoded("<script>onload = () => setTimeout(() => location.href = '/endless.bin', 100)</script>")).done();

        long most = mostUntilEnded(downloads);

        assertThat(most).as("bytes on disk").isBetween(1L, 2 * MOST);
        assertAtWork();
    }

    @Test
    void aDownloadWithoutAnEndIsBrokenOff() throws IOException {
        Path downloads = service.browserFolders().get(0).resolve("downloads");
        caller.navigate("/echo?" + encoded("<a id=file href=/endless.bin>file</a>")).done();
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> caller.post("/browser/execute", LARGE), clients);

        long most = mostUntilEnded(downloads);

        assertThat(most).as("bytes on disk").isLessThan(2 * MOST);
        assertThat(answer.join().problem("invalid-command").detail()).contains("browser.max-download", "20971520", "broken off");
        assertAtWork();
    }

    @Thorough
    @Test
    void aPageStoresNoMoreInTheProfileThanItMay() {
        caller.navigate("/stores.html").done();

        assertThat(caller.run("'type':'wait','target':'css=#end >> text=QuotaExceededError','timeout_ms':60000").done().value()).isEqualTo("target");

        assertThat(Integer.parseInt(caller.text("css=#stored"))).as("MB").isBetween(1, 50);
    }

    private long mostUntilEnded(Path downloads) {
        List<Long> seen = new ArrayList<>();
        await().atMost(ServiceProcess.PATIENCE).pollDelay(Duration.ZERO).pollInterval(LOOK).until(() -> {
            seen.add(size(downloads));
            return site.ended() > 0 && seen.get(seen.size() - 1) == 0;
        });
        return Collections.max(seen);
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private List<Answer> atATime(int count, String body) {
        List<CompletableFuture<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(CompletableFuture.supplyAsync(() -> caller.post("/browser/execute", body), clients));
        }
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static void assertAnswered(List<Answer> answers) {
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status() == 200 ? "done" : answer.kind())
                .as(answer.detail()).isIn("done", "capacity", "session-busy", "invalid-command"));
    }

    private void assertAtWork() {
        assertThat(service.process().isAlive()).isTrue();
        caller.navigate("/").done();
        assertThat(caller.text("css=h1")).isNotBlank();
    }

    private static long downloaded(Answer answer) {
        String base64 = answer.done().json().path("content_base64").asText();
        return java.util.Base64.getDecoder().decode(base64).length;
    }

    private static String withId(String command, String id) {
        return command.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    }

    private static String encoded(String html) {
        return URLEncoder.encode(html, UTF_8).replace("+", "%20");
    }
}
