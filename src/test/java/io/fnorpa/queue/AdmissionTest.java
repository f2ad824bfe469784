package io.fnorpa.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.api.ApiServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows that came by SQL under a provider whose flows are not loaded. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class AdmissionTest {

    private static final String GONE = "gonefibre";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    @Named("jobs")
    DataSource database;

    @AfterEach
    void tidy() {
        table().update("update job set state = 'CANCELLED' where provider = ?", GONE);
        table().update("delete from lane where provider = ?", GONE);
    }

    @Test
    void aRowWhoseProviderHasALaneAndNoFlowsWaitsAndSaysWhy() {
        table().update("insert into lane (provider) values (?)", GONE);
        table().update("insert into job (provider, type) values (?, 'check')", GONE);

        Map<String, Object> job = awaitChange();

        assertThat(job).containsEntry("STATE", "PENDING").containsEntry("WAITING_KIND", "flows-refused");
        assertThat((String) job.get("WAITING_REASON")).contains("no flows for its provider are loaded here");
    }

    @Test
    void aRowWhoseProviderNobodyKnowsIsRefused() {
        table().update("insert into job (provider, type) values (?, 'check')", GONE);

        assertThat(awaitChange()).containsEntry("STATE", "FAILED").containsEntry("ERROR_CODE", "unknown-provider");
    }

    private Map<String, Object> awaitChange() {
        return Awaitility.await().atMost(PATIENCE).until(
                () -> table().queryForMap("select state, waiting_kind, waiting_reason, error_code from job where id ="
                        + " (select max(id) from job where provider = ?)", GONE),
                job -> job.get("WAITING_REASON") != null || !"PENDING".equals(job.get("STATE")));
    }

    private JdbcTemplate table() {
        return new JdbcTemplate(database);
    }
}
