package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.testing.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong in the field, done to the real parts: each time the message says what to do, the job ends in the right
 * state with evidence of what was seen, and the platform goes on.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FailuresIT {

    /** A service of each portal that is active. */
    private static final Map<String, String> ACTIVE =
            Map.of("metrofiber", "MFN-300101", "octotel", "OCT-300101", "openserve", "OSF-300101", "evotel", "EVT-300101");

    private TestPlatform platform;
    private Orchestrator orchestrator;

    @BeforeAll
    void start(@TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER) Path folder) {
        platform = new TestPlatform(folder);
        orchestrator = platform.startOrchestrator("one", Map.of());
    }

    @AfterAll
    void end() {
        if (orchestrator != null) {
            orchestrator.close();
        }
        if (platform != null) {
            platform.close();
        }
    }

    @AfterEach
    void repairPortals() {
        Stream.of("metrofiber", "octotel", "openserve", "evotel").forEach(platform.portals::clearFaults);
        platform.writePracticeCredentials();
    }

    @Test
    void aWrongPasswordIsReviewedWithThePictureOfTheRefusal() {
        platform.secrets.write("evotel-password", "not-the-password");

        JsonNode job = platform.awaitState(orchestrator, validation("evotel"), "REVIEW");

        assertThat(error(job, "code")).isEqualTo("login-refused");
        assertThat(error(job, "message")).contains("evotel-password");
        assertThat(job.path("attempt").asInt()).as("a refused login is not tried again blindly").isEqualTo(1);
        assertThat(job.path("evidence")).isNotEmpty();
        assertThat(job.toString()).doesNotContain("not-the-password");
    }

    @Thorough
    @Test
    void aRefusedCodeIsTriedOnceMoreThenReviewed() {
        platform.portals.faults("octotel", "{\"refuse_totp\": true}");

        JsonNode job = platform.awaitState(orchestrator, validation("octotel"), "REVIEW");

        assertThat(error(job, "code")).isEqualTo("totp-refused");
        assertThat(job.path("attempt").asInt()).isEqualTo(2);
        assertThat(job.path("evidence")).isNotEmpty();
        long steps = platform.number("select count(distinct detail) from job_event where kind = 'totp' and job_id = " + job.path("id"));
        assertThat(steps).as("each attempt had a step of its own").isGreaterThanOrEqualTo(2);
    }

    @Thorough
    @Test
    void aPortalThatIsDownIsTriedAgainAndTheJobSucceedsOnceItIsBack() {
        platform.portals.faults("metrofiber", "{\"http_500\": true}");
        long id = validation("metrofiber");

        JsonNode waiting = platform.await(orchestrator, id, "waits for its second attempt",
                job -> job.path("attempt").asInt() == 1 && job.path("state").asText().equals("PENDING"));
        assertThat(error(waiting, "code")).isEqualTo("portal-error");
        assertThat(waiting.path("waiting_reason").asText()).contains("portal-error");
        platform.portals.clearFaults("metrofiber");

        JsonNode job = platform.awaitState(orchestrator, id, "SUCCEEDED");
        assertThat(job.path("attempt").asInt()).isEqualTo(2);
    }

    @Test
    void aBrowserThatIsKilledInMidJobCostsAnAttemptAndNoMore() throws Exception {
        platform.portals.faults("evotel", "{\"latency_ms\": 1500}");
        long id = validation("evotel");
        platform.await(orchestrator, id, "is in the portal", job -> job.path("step").asText().startsWith("evotel-"));
        long group = platform.number("select browser_process from job where id = " + id);

        new ProcessBuilder("kill", "-KILL", "--", "-" + group).start().waitFor();
        platform.portals.clearFaults("evotel");

        JsonNode job = platform.awaitState(orchestrator, id, "SUCCEEDED");
        assertThat(job.path("attempt").asInt()).isEqualTo(2);
        assertThat(job.path("events").toString()).contains("browser");
    }

    @Test
    void withoutValkeyNoCodeIsGivenAndTheJobIsTriedAgain() {
        platform.valkey.kill9();
        long id = validation("octotel");
        JsonNode waiting;
        try {
            waiting = platform.await(orchestrator, id, "failed its first attempt",
                    job -> job.path("attempt").asInt() >= 1 && !error(job, "code").isEmpty());
        } finally {
            platform.valkey.restart();
        }
        assertThat(error(waiting, "code")).isEqualTo("totp-unavailable");
        assertThat(error(waiting, "message")).contains("TOTP store").contains("rpa.valkey.url");

        platform.awaitState(orchestrator, id, "SUCCEEDED");
    }

    @Test
    void withoutS3TheEvidenceWaitsInTheSpoolAndTheJobSaysSo() {
        platform.s3.kill9();
        long id = validation("openserve");
        try {
            JsonNode waiting = platform.await(orchestrator, id, "waits for S3",
                    job -> job.path("waiting_reason").asText().contains("evidence store"));
            assertThat(waiting.path("state").asText()).isEqualTo("RUNNING");
        } finally {
            platform.s3.restart();
        }

        JsonNode job = platform.awaitState(orchestrator, id, "SUCCEEDED");
        assertThat(job.path("evidence")).isNotEmpty();
        assertThat(job.path("attempt").asInt()).isEqualTo(1);
    }

    @Test
    void anUnknownProviderTypeOrParameterIsRefusedWithWhatWouldBeRight() {
        long provider = platform.insert("vumatel", "validation", "{}");
        long type = platform.insert("evotel", "validate", "{\"service_id\":\"EVT-300101\"}");
        long parameter = platform.insert("evotel", "validation", "{\"service\":\"EVT-300101\"}");
        long json = platform.insert("evotel", "validation", "service_id=1");

        assertThat(error(platform.awaitState(orchestrator, provider, "FAILED"), "message")).contains("vumatel", "evotel");
        assertThat(error(platform.awaitState(orchestrator, type, "FAILED"), "message")).contains("validate", "validation");
        assertThat(error(platform.awaitState(orchestrator, parameter, "FAILED"), "message")).contains("service", "service_id");
        assertThat(error(platform.awaitState(orchestrator, json, "FAILED"), "message")).contains("not a JSON object");
    }

    @Test
    void rowsThatCannotBeReadTakeNoPlaceForGood() {
        // More of them than there are workers.
        for (String parameters : new String[] {"null", "[]", "null", "7"}) {
            platform.awaitState(orchestrator, platform.insert("evotel", "validation", parameters), "FAILED");
        }
        platform.awaitState(orchestrator, validation("evotel"), "SUCCEEDED");
    }

    @Thorough
    @Test
    void anAliasInARowIsTheProvider() {
        long id = platform.insert("Metro-Fibre", "validate", "{}");

        JsonNode job = platform.awaitState(orchestrator, id, "FAILED");

        assertThat(job.path("provider").asText()).isEqualTo("metrofiber");
    }

    @Test
    void aRunningJobCanBeCancelledAndItsBrowserEnds() {
        platform.portals.faults("evotel", "{\"latency_ms\": 3000}");
        long id = validation("evotel");
        platform.await(orchestrator, id, "is in the portal", job -> job.path("step").asText().startsWith("evotel-"));
        long group = platform.number("select browser_process from job where id = " + id);

        platform.post(orchestrator, "/api/jobs/" + id + "/cancel", "{\"reason\": \"the customer stays\"}");

        JsonNode job = platform.awaitState(orchestrator, id, "CANCELLED");
        assertThat(error(job, "message")).contains("Cancelled by test");
        Awaitility.await().atMost(TestPlatform.PATIENCE).until(() -> ProcessHandle.of(group).isEmpty());
    }

    @Test
    void noSecretIsInAnyLogOrAnswer() throws IOException {
        platform.awaitState(orchestrator, validation("octotel"), "SUCCEEDED");

        Path secrets = platform.secrets.folder();
        try (Stream<Path> logs = Files.walk(platform.folder().resolve("one"))) {
            String all = logs.filter(file -> file.toString().endsWith(".log")).map(FailuresIT::text).reduce("", String::concat)
                    + platform.get(orchestrator, "/api/jobs?limit=500");
            assertThat(all).isNotEmpty();
            for (String name : new String[] {"octotel-password", "octotel-totp-secret", "evotel-password", "database-password"}) {
                assertThat(all).as(name).doesNotContain(text(secrets.resolve(name)).strip());
            }
        }
    }

    private long validation(String fno) {
        return platform.insertValidation(fno, ACTIVE.get(fno));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String error(JsonNode job, String field) {
        return job.path("error").path(field).asText("");
    }
}
