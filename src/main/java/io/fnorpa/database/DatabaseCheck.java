package io.fnorpa.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Without its database the platform is not ready: it can neither take a job on nor say how one fares. Other parts that
 * are away let jobs wait, and are told by checks of their own that stay up.
 */
@Readiness
@ApplicationScoped
public class DatabaseCheck implements HealthCheck {

    private static final int ANSWER_LIMIT_SECONDS = 2;
    private static final int CONNECT_LIMIT_SECONDS = 3;

    private final Database database;
    private final DataSource jobs;

    DatabaseCheck(Database database, @Named("jobs") DataSource jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("database");
        if (!database.isReady()) {
            return answer.down().withData("reason", "the schema is not there yet: " + database.trouble()).build();
        }
        return answers() ? answer.up().build()
                : answer.down().withData("reason", "gives no answer within " + CONNECT_LIMIT_SECONDS + " s").build();
    }

    /** Bounded, since a pool that waits for connections outlasts what a probe waits. */
    private boolean answers() {
        return CompletableFuture.supplyAsync(this::isValid)
                .completeOnTimeout(false, CONNECT_LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private boolean isValid() {
        try (Connection connection = jobs.getConnection()) {
            return connection.isValid(ANSWER_LIMIT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }
}
