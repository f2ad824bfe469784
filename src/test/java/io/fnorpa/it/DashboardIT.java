package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.rig.Orchestrator;
import io.fnorpa.statements.DashboardMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A dashboard that was there before the platform: it knows its own table, with its own names, codes and status words, and
 * nothing else. The platform's statements are edited for it (docs/oracle/dashboard-table); all else is as always.
 */
class DashboardIT {

    private static final String INSERT =
            "insert into rpa_jobs (job_reference, fno_code, job_action, job_parameters, requested_by) values (?, ?, ?, ?, 'Thandi')";

    private TestPlatform platform;
    private SingleConnectionDataSource connection;
    private JdbcTemplate dashboard;

    @BeforeEach
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) throws Exception {
        platform = new TestPlatform(folder);
        connection = new SingleConnectionDataSource(platform.h2.connect(), true);
        dashboard = new JdbcTemplate(connection);
        DashboardMapping.makeTablesOnH2(connection);
    }

    @AfterEach
    void end() {
        connection.destroy();
        platform.close();
    }

    @Test
    void theDashboardDrivesAndReadsJobsInItsOwnTableBySqlAlone() throws Exception {
        Path home = platform.copyOfHome();
        DashboardMapping.edit(home.resolve("routes/sql"));
        Map<String, String> settings = Map.of("rpa.home", home.toString(), "rpa.database.migrate", "false");
        dashboard.update(INSERT, "BEFORE-START", "EVOTEL", "VALIDATE", "{\"service_id\": \"EVT-300101\"}");

        try (Orchestrator orchestrator = platform.startOrchestrator("one", settings)) {
            dashboard.update(INSERT, "CANCELLATION", "EVOTEL", "CANCEL",
                    "{\"service_id\": \"EVT-300201\", \"reason\": \"Customer moved\", \"last_day\": \"" + LocalDate.now().plusMonths(2) + "\"}");
            dashboard.update(INSERT, "MISTYPED", "METROFIBRE", "VALIDATE", "{\"service_id\": \"MFN-999999\"}");
            dashboard.update(INSERT, "STRANGER", "VUMATEL", "VALIDATE", "{\"service_id\": \"V-1\"}");

            Set<String> words = awaitAll(List.of("BEFORE-START", "CANCELLATION", "MISTYPED", "STRANGER"));
            assertThat(words).containsExactly("completed", "failed", "processing", "queued");
            assertThat(row("BEFORE-START")).containsEntry("JOB_STATUS", "completed").containsEntry("STATUS_MESSAGE", null);
            assertThat(row("BEFORE-START").get("RESULT_DATA").toString()).contains("\"status\"");
            assertThat(row("BEFORE-START").get("COMPLETED_AT")).isNotNull();
            assertThat(row("CANCELLATION")).containsEntry("JOB_STATUS", "completed");
            assertThat(platform.portals.ledger("evotel").path("cancellations")).hasSize(1);
            assertThat(row("MISTYPED")).containsEntry("JOB_STATUS", "failed").containsEntry("FNO_CODE", "METROFIBRE");
            assertThat((String) row("MISTYPED").get("STATUS_MESSAGE")).contains("MFN-999999");
            assertThat(row("STRANGER")).containsEntry("JOB_STATUS", "failed");
            assertThat((String) row("STRANGER").get("STATUS_MESSAGE")).contains("no flows");

            // Corrected and queued again, as the dashboard has always done it.
            dashboard.update("update rpa_jobs set job_parameters = ?, job_status = 'queued' where job_reference = 'MISTYPED'",
                    "{\"service_id\": \"MFN-300101\"}");
            awaitAll(List.of("MISTYPED"));
            assertThat(row("MISTYPED")).containsEntry("JOB_STATUS", "completed").containsEntry("STATUS_MESSAGE", null)
                    .containsEntry("FNO_CODE", "METROFIBRE").containsEntry("JOB_ACTION", "VALIDATE").containsEntry("REQUESTED_BY", "Thandi");

            // The API speaks of the same rows in the platform's words.
            JsonNode job = platform.job(orchestrator, ((Number) row("MISTYPED").get("JOB_ID")).longValue());
            assertThat(job.path("state").asText()).isEqualTo("SUCCEEDED");
            assertThat(job.path("provider").asText()).isEqualTo("metrofiber");
            assertThat(job.path("evidence")).isNotEmpty();
            JsonNode submitted = platform.post(orchestrator, "/api/jobs", "{\"external_ref\": \"BY-API\", \"provider\": \"evotel\","
                    + " \"type\": \"validation\", \"parameters\": {\"service_id\": \"EVT-300102\"}}");
            assertThat(submitted.path("id").asLong()).isEqualTo(((Number) row("BY-API").get("JOB_ID")).longValue());
            awaitAll(List.of("BY-API"));
            assertThat(row("BY-API")).containsEntry("JOB_STATUS", "completed").containsEntry("FNO_CODE", "EVOTEL");

            assertThat(platform.number("select count(*) from job")).as("our own table is not used").isZero();
        }
    }

    /** Until the dashboard sees each of these rows ended; answers all words that it saw on the way. */
    private Set<String> awaitAll(List<String> references) {
        Set<String> words = new TreeSet<>();
        Awaitility.await().atMost(TestPlatform.PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            List<String> now = references.stream().map(reference -> (String) row(reference).get("JOB_STATUS")).toList();
            words.addAll(now);
            return now.stream().allMatch(Set.of("completed", "failed")::contains);
        });
        return words;
    }

    private Map<String, Object> row(String reference) {
        return dashboard.queryForMap("select * from rpa_jobs where job_reference = ?", reference);
    }
}
