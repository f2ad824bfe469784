package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as a process of its own, as the orchestrator starts it. */
class PackagedServiceIT {

    private static final Path SCRIPTS = Path.of("startupCache", "scriptCache-current.bin");

    @TempDir
    Path folder;

    private ServiceProcess service;

    @AfterEach
    void endProcess() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void saysWhereItIsServesASessionAndEndsWithItsParent() throws Exception {
        service = ServiceProcess.start(folder);

        try (AwkwardSite site = new AwkwardSite()) {
            Caller caller = service.caller();
            caller.open(site.url()).done();
            assertThat(caller.navigate("/").done().value()).isEqualTo("200");
            assertThat(caller.text("css=h1")).isEqualTo("Sign in");
        }
        assertThat(service.firefoxes()).hasSizeGreaterThan(1).allSatisfy(PackagedServiceIT::mayLeaveNoCoreFile);
        mayLeaveNoCoreFile(service.process().toHandle());
        assertEndsAndLeavesNothing();
    }

    private static void mayLeaveNoCoreFile(ProcessHandle process) throws IOException {
        assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/limits"))).containsPattern("Max core file size +0 +0");
    }

    @Test
    void startsNoFirefoxAfterItsOneSession() throws Exception {
        service = ServiceProcess.start(folder, "-Dbrowser.one-session=true");

        try (AwkwardSite site = new AwkwardSite()) {
            Caller caller = service.caller();
            caller.open(site.url()).done();
            caller.close().done();
            await().atMost(ServiceProcess.PATIENCE).until(() -> caller.get("/health/ready").json().path("status").asText().equals("error"));
        }
        assertEndsAndLeavesNothing();
        assertThat(service.log()).contains("Starting firefox-1").doesNotContain("Starting firefox-2");
    }

    @Test
    void endsWhileItsFirefoxIsBeingStarted() throws Exception {
        service = ServiceProcess.start(folder);

        assertEndsAndLeavesNothing();
    }

    private void assertEndsAndLeavesNothing() throws IOException, InterruptedException {
        List<ProcessHandle> browser = service.children();

        service.process().getOutputStream().close();

        assertThat(service.awaitEnd()).as("0 unless it was halted").isZero();
        await().atMost(ServiceProcess.PATIENCE).until(() -> browser.stream().noneMatch(ServiceProcess::runs));
        assertThat(service.browserFolders()).isEmpty();
    }

    @Test
    void makesStartupCachesAndItsFirefoxesBeginWithThemAndAddNothing() throws Exception {
        Path caches = folder.resolve("caches");
        service = ServiceProcess.begin(Files.createDirectory(folder.resolve("maker")), "-Dbrowser.make-firefox-caches=" + caches, "-Dbrowser.launch-timeout=180s");
        assertThat(service.awaitEnd()).as(service.log()).isZero();
        Map<Path, String> made = contents(caches);
        assertThat(made).containsKeys(Path.of("compatibility.ini"), SCRIPTS).hasSizeLessThan(5);

        service = ServiceProcess.start(Files.createDirectory(folder.resolve("user")), "-Dbrowser.firefox-caches=" + caches);
        try (AwkwardSite site = new AwkwardSite()) {
            Caller caller = service.caller();
            caller.open(site.url(), ",\"credentials\":{\"password\":\"p4ssw0rd\"}").done();
            caller.navigate("/secrets.html").done();
            caller.run("'type':'fill','target':'css=[name=password]','credential':'password'").done();
            assertThat(service.firefoxes()).as("a Firefox that has mapped the compiled scripts").anyMatch(firefox -> maps(firefox).contains(caches.resolve(SCRIPTS).toString()));
            caller.close().done();
        }
        assertEndsAndLeavesNothing();
        assertThat(contents(caches)).as("what later Firefoxes begin with").isEqualTo(made);
    }

    private static String maps(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/maps"));
        } catch (IOException e) {
            return "";
        }
    }

    /** By relative path, in a form that can be compared. */
    private static Map<Path, String> contents(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            Map<Path, String> contents = new TreeMap<>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file), HexFormat.of().formatHex(sha256(Files.readAllBytes(file))));
            }
            return contents;
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFolderWithoutCachesEndsItWithAMessage() throws Exception {
        service = ServiceProcess.begin(folder, "-Dbrowser.firefox-caches=" + folder);

        assertThat(service.awaitEnd()).isNotZero();
        assertThat(service.log()).contains("browser.firefox-caches").contains("a folder that browser.make-firefox-caches has filled");
    }

    @Test
    void aWrongSettingEndsItWithAMessage() throws Exception {
        service = ServiceProcess.begin(folder, "-Dbrowser.max-sessions=99", "-Dbrowser.token.public-keys=/no/keys");

        assertThat(service.awaitEnd()).isNotZero();
        assertThat(service.log()).contains("browser.max-sessions=99 is wrong; it must be a number from 1 to 16",
                "browser.token.public-keys=/no/keys is wrong; it must be a readable JSON Web Key Set").doesNotContain("\tat ");
    }

    @Test
    void anUnknownSettingEndsItToo() throws Exception {
        service = ServiceProcess.begin(folder, "-Dbrowser.max-session=2");

        assertThat(service.awaitEnd()).isNotZero();
        assertThat(service.log()).contains("browser.max-session");
    }
}
