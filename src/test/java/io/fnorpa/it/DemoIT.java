package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/demo} does after its build: broken off in the middle of the work, and then to the end on the same data. */
class DemoIT {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int INTERRUPTED = 130;
    /** Whoever runs the tests in the background has them ignore SIGINT, which GNU env can undo and a shell cannot. */
    private static final String TAKES_SIGINT = "if env --default-signal=INT true 2> /dev/null; then exec env --default-signal=INT \"$@\"; fi; exec \"$@\"";

    /** All processes that come from the demo inherit it. */
    private final String mark = "DEMO_TEST=" + UUID.randomUUID();

    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    @Test
    void ctrlCLeavesNothingAndTheNextDemoGoesOnWithTheData() throws Exception {
        Path report = folder.resolve("report.json");
        Files.writeString(report, "of yesterday");
        Process first = demo("first", "--report", report.toString());
        Awaitility.await().atMost(PATIENCE).until(() -> said("first").contains(" RUNNING "), running -> running || !first.isAlive());
        Awaitility.await().atMost(PATIENCE).until(() -> processes().stream().anyMatch(command -> command.contains("firefox")));

        new ProcessBuilder("kill", "-INT", String.valueOf(first.pid())).start().waitFor();

        assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).as(said("first")).isEqualTo(INTERRUPTED);
        assertNothingRuns();

        assertThat(new ObjectMapper().readTree(report.toFile()).at("/summary/succeeded").asInt()).as("not yesterday's report").isLessThan(8);

        Process second = demo("second", "--once", "--report", report.toString());
        assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String said = said("second");
        assertThat(second.exitValue()).as(said).isZero();
        assertNothingRuns();
        assertThat(said).as("plain lines where nobody watches").doesNotContain("\u001b").doesNotContain("\r");
        assertThat(said).contains("What came of them");
        assertThat(said).as("why the second Octotel job waits").containsPattern("octotel.*(code|TOTP)");
        assertReport(new ObjectMapper().readTree(report.toFile()));
    }

    private static void assertReport(JsonNode report) {
        assertThat(report.path("summary").toString()).isEqualTo("{\"succeeded\":8,\"failed\":0,\"review\":0}");
        assertThat(report.path("jobs")).hasSize(8).allSatisfy(job -> {
            assertThat(job.path("id").isIntegralNumber()).isTrue();
            assertThat(job.path("provider").asText()).isIn("metrofiber", "octotel", "openserve", "evotel");
            assertThat(job.path("type").asText()).isIn("validation", "cancellation");
            assertThat(job.path("status").asText()).isEqualTo("SUCCEEDED");
            assertThat(job.path("attempt").asInt()).isPositive();
            assertThat(job.path("result")).isNotEmpty();
            assertThat(job.path("duration_ms").asLong()).isPositive();
            assertThat(job.path("error").isNull()).isTrue();
            assertThat(job.path("evidence")).isNotEmpty().allSatisfy(piece -> {
                assertThat(piece.path("key").asText()).isNotEmpty();
                assertThat(piece.path("sha256").asText()).matches("[0-9a-f]{64}");
                assertThat(piece.path("step").asText()).isNotEmpty();
            });
        });
    }

    /** As bin/demo starts it, with the checkout's jars and data of its own. */
    private Process demo(String name, String... arguments) throws IOException {
        Path root = Checkout.find().root();
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", TAKES_SIGINT, "demo", Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-XX:+UseSerialGC", "-Dslf4j.internal.verbosity=ERROR", "-Drpa.home=" + root,
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp", root.resolve("sandbox/rig/target/classes") + ":" + root.resolve("sandbox/rig/target/lib") + "/*",
                "io.fnorpa.rig.demo.Demo", "--data", folder.resolve("data").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder demo = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve(name + ".txt").toFile());
        demo.environment().put(mark.substring(0, mark.indexOf('=')), mark.substring(mark.indexOf('=') + 1));
        return demo.start();
    }

    private String said(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".txt"));
    }

    /** What watches over a server looks every second whether it is there still. */
    private void assertNothingRuns() {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(processes()).isEmpty());
    }

    /** The command lines of all processes that come from the demo. */
    private List<String> processes() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> read(process.resolve("environ")).contains(mark))
                    .map(process -> read(process.resolve("cmdline")).replace('\0', ' '))
                    .filter(command -> !command.isBlank())
                    .toList();
        }
    }

    /** Empty where the process has gone meanwhile, or is another user's. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
