package io.fnorpa.parts;

import io.fnorpa.attempt.Lease;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.database.Database;
import io.fnorpa.evidence.ChainedEvent;
import io.fnorpa.evidence.EventRow;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.awaitility.Awaitility;

/** Jobs that are under way in the job table as far as their rows go; each test takes one of its own. */
@ApplicationScoped
public class RunningJobs {

    private static final String INSERT = """
            insert into job (external_ref, provider, type, state, attempt, lease_owner, lease_token, lease_until)
            values (?, 'octotel', 'validation', 'RUNNING', 1, 'test', ?, systimestamp + interval '1' day)""";

    private final DataSource database;
    private final ProducerTemplate routes;
    private final Database schema;

    RunningJobs(@Named("jobs") DataSource database, ProducerTemplate routes, Database schema) {
        this.database = database;
        this.routes = routes;
        this.schema = schema;
    }

    /**
     * Begins one, once the tables are there.
     *
     * @param fnoYaml the FNO's settings
     */
    public RunningAttempt begin(String fnoYaml, Instant deadline) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(schema::isReady);
        String token = UUID.randomUUID().toString();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT, new String[] {"ID"})) {
            insert.setString(1, "ref-" + token);
            insert.setString(2, token);
            insert.executeUpdate();
            try (ResultSet key = insert.getGeneratedKeys()) {
                key.next();
                Job job = new Job(AttemptId.of(key.getLong(1), 1), "ref-" + token, "octotel", "validation",
                        Map.of("service_id", "OCT-1"));
                return new RunningAttempt(job, new Lease("test", token), FnoSettings.parse("fno.yaml", fnoYaml), "v1", 3, deadline,
                        BrowserBreaker.disabled().use());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the operator reads in the job's row as the reason why it waits; null if it does not. */
    public String waitingReason(RunningAttempt attempt) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select waiting_reason from job where id = ?")) {
            select.setLong(1, attempt.getJobId());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** State, number of attempts, lease and reason to wait, as the row has them. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> row(RunningAttempt attempt) {
        return ((List<Map<String, Object>>) routes.requestBody(
                "sql:select state, attempt, lease_token, waiting_reason from job where id = :#${body.jobId}", attempt, List.class)).get(0);
    }

    public void execute(String statement) {
        try (Connection connection = database.getConnection();
                PreparedStatement change = connection.prepareStatement(statement)) {
            change.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    public List<ChainedEvent> events(RunningAttempt attempt) {
        List<Map<String, Object>> rows = routes.requestBody(
                "sql:file:{{rpa.home}}/routes/sql/select-events.sql", attempt, List.class);
        return rows.stream().map(EventRow::read).toList();
    }
}
