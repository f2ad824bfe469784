package io.fnorpa.browser.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fnorpa.job.AttemptId;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged service as a process of its own, as the orchestrator starts it, with its log, keys and temporary files in one folder. */
final class ServiceProcess implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final String INSTANCE = "packaged";
    private static final long TOKEN_SECONDS = 1800;

    private final Path folder;
    private final SigningKeys keys;
    private final Process process;

    private ServiceProcess(Path folder, SigningKeys keys, Process process) {
        this.folder = folder;
        this.keys = keys;
        this.process = process;
    }

    /** Only starts it; as on a machine where core files are written, if that may be. */
    static ServiceProcess begin(Path folder, String... properties) throws IOException {
        SigningKeys keys = new SigningKeys(folder.resolve("keys")).createIfAbsent();
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -c unlimited 2> /dev/null; exec \"$@\"", "service", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + folder,
                "-Dbrowser.port=0", "-Dbrowser.management-port=0", "-Dbrowser.token.public-keys=" + keys.publicKeysFile()));
        if (System.getProperty("playwright.cli.dir") != null) {
            command.add("-Dplaywright.cli.dir=" + System.getProperty("playwright.cli.dir"));
        }
        command.addAll(List.of(properties));
        command.addAll(List.of("-jar", JAR.toString()));
        return new ServiceProcess(folder, keys, new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start());
    }

    /** Starts it as the orchestrator does; returns when it listens, which is before its Firefox is ready. */
    static ServiceProcess start(Path folder, String... more) throws IOException {
        Path address = folder.resolve("address");
        List<String> properties = new ArrayList<>(List.of("-Dbrowser.instance=" + INSTANCE, "-Dbrowser.exit-on-stdin-close=true",
                "-Dbrowser.allow-private-addresses=true", "-Dbrowser.launch-timeout=180s", "-Dbrowser.address-file=" + address));
        properties.addAll(List.of(more));
        ServiceProcess service = begin(folder, properties.toArray(String[]::new));
        try {
            await().atMost(PATIENCE).until(() -> Files.exists(address));
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    URL url() {
        try {
            return URI.create(Files.readString(folder.resolve("address")).strip()).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With a token for a session of its own. */
    Caller caller() {
        String sessionId = "s-" + UUID.randomUUID();
        return new Caller(url(), token(sessionId), sessionId);
    }

    String token(String sessionId) {
        return new TokenIssuer(keys, Clock.systemUTC())
                .session(INSTANCE, AttemptId.of(7, 1), sessionId, Instant.now().plusSeconds(TOKEN_SECONDS)).reveal();
    }

    Process process() {
        return process;
    }

    long pid() {
        return process.pid();
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Its children and theirs. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** Firefox's processes among its children, parents first. */
    List<ProcessHandle> firefoxes() {
        return children().stream().filter(process -> process.info().command().filter(command -> command.contains("firefox")).isPresent()).toList();
    }

    /** What it has put among the temporary files for its browsers. */
    List<Path> browserFolders() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith("fnorpa-browser-" + pid())).toList();
        }
    }

    /** All processes of a browser, known by its folder. */
    List<ProcessHandle> processesOf(Path browserFolder) {
        return children().stream().filter(process -> environment(process).contains("TMPDIR=" + browserFolder + "\0")).toList();
    }

    /** Command lines of processes below it that belong to no browser that has a folder; not of what is ending or just being started. */
    List<String> strays() throws IOException {
        List<Path> folders = browserFolders();
        return children().stream()
                .filter(process -> !environment(process).isEmpty())
                .filter(process -> folders.stream().noneMatch(folder -> environment(process).contains("TMPDIR=" + folder + "\0")))
                .map(process -> process.info().commandLine().orElse("?"))
                .toList();
    }

    /** Empty if it has ended, also if it was not yet reaped by the machine's first process. */
    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** What it has put among the temporary files; the JVM's own not counted. */
    List<String> temporaryFiles() throws IOException {
        List<String> ours = List.of("keys", "log", "address");
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !ours.contains(name) && !name.startsWith("hsperfdata"))
                    .map(name -> name.replaceAll("\\d+", "N"))
                    .sorted().toList();
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        signal(process.toHandle(), name);
    }

    static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        assertThat(exit == 0 || !runs(process)).as("SIG%s reached %s, or it had ended", name, process).isTrue();
    }

    /** Its exit value. */
    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("the service ends").isTrue();
        return process.exitValue();
    }

    static boolean runs(ProcessHandle process) {
        return !environment(process).isEmpty();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
