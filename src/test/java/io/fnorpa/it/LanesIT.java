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
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A lane's way from FLOWING to CLOSED, PROBING and back, which all instances obey. */
@Thorough
class LanesIT {

    private static final int JOBS = 4;

    private TestPlatform platform;

    @BeforeEach
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        platform = new TestPlatform(folder);
    }

    @AfterEach
    void end() {
        platform.close();
    }

    @Test
    void aPortalThatIsDownClosesItsLaneForAllAndOneProbeOpensItAgain() throws IOException {
        Map<String, String> settings = Map.of("rpa.home", homeWithAQuickBreaker().toString(), "rpa.retry-attempts", "50");
        platform.portals.faults("metrofiber", "{\"http_500\": true}");
        try (Orchestrator one = platform.startOrchestrator("one", settings);
                Orchestrator two = platform.startOrchestrator("two", settings)) {
            List<Long> ids = IntStream.range(0, JOBS).mapToObj(n -> platform.insertValidation("metrofiber", "MFN-30010" + (n + 1))).toList();

            JsonNode waiting = platform.await(two, ids.get(JOBS - 1), "waits for its lane",
                    job -> job.path("waiting_reason").asText().contains("is closed until"));
            assertThat(waiting.path("state").asText()).isEqualTo("PENDING");
            assertThat(waiting.path("waiting_reason").asText()).contains("MetroFibre", "500");
            // Another provider's lane is not touched by it.
            platform.awaitState(one, platform.insertValidation("evotel", "EVT-300101"), "SUCCEEDED");
            awaitProbes(2);

            platform.portals.clearFaults("metrofiber");
            ids.forEach(id -> platform.awaitState(two, id, "SUCCEEDED"));
            assertThat(platform.number("select count(*) from lane where provider = 'metrofiber' and state = 'FLOWING'")).isEqualTo(1);
        }
    }

    /** Sees so many probes begin; never two at the same time. */
    private void awaitProbes(int wanted) {
        int[] probes = {0};
        boolean[] probing = {false};
        Awaitility.await().atMost(TestPlatform.PATIENCE).pollInterval(java.time.Duration.ofMillis(50)).until(() -> {
            long underWay = platform.number("select case when l.state = 'PROBING' then"
                    + " (select count(*) from job j where j.provider = l.provider and j.state in ('CLAIMED', 'RUNNING')) else -1 end"
                    + " from lane l where l.provider = 'metrofiber'");
            assertThat(underWay).as("jobs under way in a lane that is probed").isLessThanOrEqualTo(1);
            probes[0] += underWay == 1 && !probing[0] ? 1 : 0;
            probing[0] = underWay == 1;
            return probes[0] >= wanted;
        });
    }

    private Path homeWithAQuickBreaker() throws IOException {
        Path home = platform.copyOfHome();
        Path settings = home.resolve("fno-flows/metrofiber/fno.yaml");
        String text = Files.readString(settings);
        String quick = text.replace("failures: 5", "failures: 2").replace("delay: PT60S", "delay: PT5S");
        assertThat(quick).isNotEqualTo(text);
        Files.writeString(settings, quick);
        return home;
    }
}
