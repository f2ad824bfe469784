package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.testing.Thorough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two accounts at a portal that wants codes: each has codes of its own, so that two jobs need not wait for one another. */
@Thorough
class AccountsIT {

    @Test
    void twoAccountsHaveTwoCodesAtATime(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws IOException {
        try (TestPlatform platform = new TestPlatform(folder)) {
            platform.secrets.write("octotel.night-username", "isp-night");
            platform.secrets.write("octotel.night-password", "practice-Octo-6!n");
            platform.secrets.write("octotel.night-totp-secret", "pract3ce night6 sandb6 xsecret7key2"); // as people copy it
            Path home = platform.copyOfHome();
            Path settings = home.resolve("fno-flows/octotel/fno.yaml");
            Files.writeString(settings, Files.readString(settings).replace("concurrency: 2", "concurrency: 2\naccounts: [night]"));
            try (Orchestrator one = platform.startOrchestrator("one", Map.of("rpa.home", home.toString()))) {
                List<Long> ids = List.of(platform.insertValidation("octotel", "OCT-300101"), platform.insertValidation("octotel", "OCT-300102"));
                List<JsonNode> jobs = ids.stream().map(id -> platform.awaitState(one, id, "SUCCEEDED")).toList();

                assertThat(jobs).extracting(job -> job.path("account").asText()).containsExactlyInAnyOrder("default", "night");
                List<JsonNode> codes = stream(platform.portals.ledger("octotel").path("codes")).toList();
                assertThat(codes).extracting(code -> code.path("user").asText()).containsExactlyInAnyOrder("isp-ops", "isp-night");
                assertThat(codes).allSatisfy(code -> assertThat(code.path("accepted").asBoolean()).isTrue());
                assertThat(jobs).flatExtracting(job -> stream(job.path("events")).map(event -> event.path("detail").asText()).toList())
                        .anyMatch(event -> event.toString().matches("code of step \\d+ of account octotel typed"))
                        .anyMatch(event -> event.toString().matches("code of step \\d+ of account octotel:night typed"));
                assertThat(jobs.toString()).doesNotContain("practice-Octo");
            }
        }
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
