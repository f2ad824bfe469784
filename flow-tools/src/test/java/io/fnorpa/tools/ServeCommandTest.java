package io.fnorpa.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.Server;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/flow serve} as a process: what it starts, what it writes, and what a signal leaves of that. */
class ServeCommandTest {

    @TempDir
    Path folder;

    private Process serve;

    @AfterEach
    void end() {
        if (serve != null) {
            serve.descendants().forEach(ProcessHandle::destroyForcibly);
            serve.destroyForcibly();
        }
    }

    @Test
    void itServesUntilItIsToldToEndAndThenNothingIsLeft() throws Exception {
        start();
        Awaitility.await().atMost(Server.START_LIMIT.multipliedBy(2)).until(() -> said().contains("Ready.") || !serve.isAlive());
        assertThat(serve.isAlive()).as(said()).isTrue();

        Properties told = told();
        assertThat(BrowserClient.ready(URI.create(told.getProperty("rpa.browser.address"))).isReady()).isTrue();
        assertThat(told.getProperty("rpa.browser.instance")).isEqualTo("bin-flow");
        assertThat(Path.of(told.getProperty("rpa.keys.dir"))).isDirectory();
        assertThat(Path.of(told.getProperty("rpa.secrets.dir"), "octotel-password")).isNotEmptyFile();
        String octotel = Files.readString(Path.of(told.getProperty("rpa.secrets.dir"), "octotel-url"));
        assertThat(told.getProperty("rpa.run.practice").split(",")).as("portals to practise on").hasSize(2)
                .anySatisfy(origin -> assertThat(octotel).startsWith(origin + "/"));
        assertThat(folder.resolve("serve/serve.env")).content().contains("export RPA_BROWSER_ADDRESS='" + told.getProperty("rpa.browser.address") + "'",
                "export RPA_RUN_TOTP_STEPS=").doesNotContain("BEANS");
        assertThat(told.getProperty("camel.beans.browserUris")).isEqualTo("#class:io.fnorpa.flow.component.UriFactories#browser");
        List<ProcessHandle> servers = serve.descendants().toList();
        assertThat(servers).as("portals, browser service").hasSizeGreaterThanOrEqualTo(2);

        serve.toHandle().destroy(); // SIGTERM; a shell that runs us in the background may have SIGINT ignored

        assertThat(serve.waitFor(Server.START_LIMIT.toSeconds(), TimeUnit.SECONDS)).as(said()).isTrue();
        assertThat(serve.exitValue()).as("by the signal").isEqualTo(128 + 15);
        // What watches over a server looks every second whether it is there still.
        Awaitility.await().atMost(Server.START_LIMIT).untilAsserted(() ->
                assertThat(servers.stream().filter(ServeCommandTest::runs).map(ProcessHandle::info)).as("what it had started").isEmpty());
        assertThat(said()).doesNotContain("by force", "could not be removed");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString())).as("its own output, and an empty file")
                    .containsExactlyInAnyOrder("said", "serve/lock");
        }
    }

    /** At the moment when its servers are still starting. */
    @Test
    void toldToEndWhileItStartsItLeavesNothingEither() throws Exception {
        start();
        Awaitility.await().atMost(Server.START_LIMIT).until(() -> serve.descendants().findAny().isPresent());

        serve.toHandle().destroy();

        assertThat(serve.waitFor(Server.START_LIMIT.toSeconds(), TimeUnit.SECONDS)).as(said()).isTrue();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsOnly("said", "serve");
        }
    }

    @Test
    void aSecondOneHasFilesOfItsOwn() {
        try (ServeFiles first = ServeFiles.in(folder)) {
            first.write(Map.of("rpa.keys.dir", "one"), Map.of());
            try (ServeFiles second = ServeFiles.in(folder)) {
                second.write(Map.of("rpa.keys.dir", "two"), Map.of());
                assertThat(second.properties()).isNotEqualTo(first.properties()).hasContent("rpa.keys.dir=two");
            }
            assertThat(first.properties()).hasContent("rpa.keys.dir=one");
        }
        assertThat(folder.resolve("serve/serve.properties")).doesNotExist();
    }

    /** One that has ended is there for a moment longer, without a program, until the system has taken note of it. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1",
                "-Drpa.home=" + Checkout.find().root(), "-cp", System.getProperty("java.class.path"), ToolsMain.class.getName(), folder.toString(), "serve",
                "--flows", Checkout.find().root().resolve("fno-flows").toString());
        serve = builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
    }

    private Properties told() throws IOException {
        Properties told = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("serve/serve.properties"))) {
            told.load(reader);
        }
        return told;
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }
}
