package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fnorpa.job.AttemptId;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as a process of its own, as the orchestrator starts it. */
class PackagedServiceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();

    @TempDir
    Path folder;

    private SigningKeys keys;
    private Process process;

    @AfterEach
    void endProcess() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    @Test
    void saysWhereItIsServesASessionAndEndsWithItsParent() throws Exception {
        startAsAChild();

        try (AwkwardSite site = new AwkwardSite()) {
            Caller caller = caller();
            caller.open(site.url()).done();
            assertThat(caller.navigate("/").done().value()).isEqualTo("200");
            assertThat(caller.text("css=h1")).isEqualTo("Sign in");
        }
        assertThat(process.descendants()).hasSizeGreaterThan(1);
        assertEndsAndLeavesNothing();
    }

    @Test
    void startsNoFirefoxAfterItsOneSession() throws Exception {
        startAsAChild("-Dbrowser.one-session=true");

        try (AwkwardSite site = new AwkwardSite()) {
            Caller caller = caller();
            caller.open(site.url()).done();
            caller.close().done();
            await().atMost(PATIENCE).until(() -> caller.get("/health/ready").json().path("status").asText().equals("error"));
        }
        assertEndsAndLeavesNothing();
        assertThat(Files.readString(folder.resolve("log"))).contains("Starting firefox-1").doesNotContain("Starting firefox-2");
    }

    @Test
    void endsWhileItsFirefoxIsBeingStarted() throws Exception {
        startAsAChild();

        assertEndsAndLeavesNothing();
    }

    /** As the orchestrator starts it; returns when it listens, which is before its Firefox is ready. */
    private void startAsAChild(String... more) throws IOException {
        keys = new SigningKeys(folder.resolve("keys")).createIfAbsent();
        Path address = folder.resolve("address");
        List<String> properties = new ArrayList<>(List.of("-Dbrowser.port=0", "-Dbrowser.management-port=0", "-Dbrowser.instance=packaged",
                "-Dbrowser.exit-on-stdin-close=true", "-Dbrowser.allow-private-addresses=true", "-Dbrowser.launch-timeout=180s",
                "-Dbrowser.token.public-keys=" + keys.publicKeysFile(), "-Dbrowser.address-file=" + address));
        properties.addAll(List.of(more));
        start(properties.toArray(String[]::new));
        await().atMost(PATIENCE).until(() -> Files.exists(address));
    }

    private Caller caller() throws IOException {
        String token = new TokenIssuer(keys, Clock.systemUTC())
                .session("packaged", AttemptId.of(7, 1), "s-7", Instant.now().plusSeconds(600)).reveal();
        return new Caller(URI.create(Files.readString(folder.resolve("address")).strip()).toURL(), token, "s-7");
    }

    private void assertEndsAndLeavesNothing() throws IOException, InterruptedException {
        List<ProcessHandle> browser = process.descendants().toList();

        process.getOutputStream().close();

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("0 unless it was halted").isZero();
        await().atMost(PATIENCE).until(() -> browser.stream().noneMatch(PackagedServiceIT::runs));
        assertThat(foldersOf(process.pid())).isEmpty();
    }

    @Test
    void aWrongSettingEndsItWithAMessage() throws Exception {
        SigningKeys keys = new SigningKeys(folder.resolve("keys")).createIfAbsent();
        start("-Dbrowser.port=0", "-Dbrowser.management-port=0", "-Dbrowser.max-sessions=99", "-Dbrowser.token.public-keys=" + keys.publicKeysFile());

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(Files.readString(folder.resolve("log"))).contains("browser.max-sessions=99 is wrong; it must be a number from 1 to 16");
    }

    @Test
    void anUnknownSettingEndsItToo() throws Exception {
        start("-Dbrowser.port=0", "-Dbrowser.management-port=0", "-Dbrowser.max-session=2", "-Dbrowser.token.public-keys=x");

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(Files.readString(folder.resolve("log"))).contains("browser.max-session");
    }

    private void start(String... properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("-Djava.io.tmpdir=" + folder);
        if (System.getProperty("playwright.cli.dir") != null) {
            command.add("-Dplaywright.cli.dir=" + System.getProperty("playwright.cli.dir"));
        }
        command.addAll(List.of(properties));
        command.addAll(List.of("-jar", JAR.toString()));
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    }

    /** What has ended but was not yet reaped by the machine's first process has no environment any more. */
    private static boolean runs(ProcessHandle process) {
        try {
            return Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ")).length > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private List<Path> foldersOf(long pid) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith("fnorpa-browser-" + pid)).toList();
        }
    }
}
