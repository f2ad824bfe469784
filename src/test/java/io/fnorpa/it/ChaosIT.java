package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.rig.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code bin/chaos} does after its build. The same jobs and faults in every run, in which an orchestrator is frozen and
 * killed, a browser service is killed, and Valkey's primary is killed and replaced; {@code -Drpa.chaos.seed=} chooses others.
 */
class ChaosIT {

    private static final boolean FULL = Boolean.getBoolean("tests.full");
    private static final int JOBS = FULL ? 200 : 8;
    private static final int FAULTS = FULL ? 60 : 4;
    private static final String SEED = System.getProperty("rpa.chaos.seed", "772");
    private static final Duration PATIENCE = FULL ? Duration.ofHours(5) : Duration.ofMinutes(25);

    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    @Test
    void whateverIsDoneToItNothingIsLostOrDoneTwice() throws Exception {
        Path output = folder.resolve("chaos.log");
        Path json = folder.resolve("chaos.json");
        Process run = start(output, json);
        try {
            assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ends in time").isTrue();
        } finally {
            run.destroyForcibly();
        }

        String said = Files.readString(output);
        System.out.println(said);
        assertThat(run.exitValue()).as(said).isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.path("jobs").asInt()).isEqualTo(JOBS);
        assertThat(report.path("faults").asInt() + report.path("undone").asInt()).isEqualTo(FAULTS);
        assertThat(report.path("undone").asInt()).as("faults that there was nothing to do to").isLessThanOrEqualTo(FAULTS / 4);
        assertThat(report.path("states").path("SUCCEEDED").asInt()).as("a platform that does nothing violates nothing").isGreaterThanOrEqualTo(JOBS / 2);
    }

    private static Process start(Path output, Path json) throws Exception {
        Checkout checkout = Checkout.find();
        Path rig = checkout.root().resolve("sandbox/rig/target");
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-Drpa.home=" + checkout.root(), "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"), "-Dslf4j.internal.verbosity=ERROR",
                "-cp", rig.resolve("classes") + ":" + rig.resolve("lib") + "/*", "io.fnorpa.rig.chaos.Chaos",
                "--jobs", String.valueOf(JOBS), "--faults", String.valueOf(FAULTS), "--json", json.toString(),
                "--seed", SEED, "--data", output.resolveSibling("data").toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("RPA_RUN", "chaos-" + UUID.randomUUID());
        return builder.start();
    }
}
