package io.fnorpa.bench.queue;

import io.fnorpa.rig.Checkout;
import io.fnorpa.rig.H2Server;
import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An H2 server with the platform's tables, as its migrations make them, with db-scheduler's, and with rows that are not
 * to be claimed: half of them finished; of the others half not due before tomorrow, half due in a lane that is paused.
 */
final class QueueDatabase implements AutoCloseable {

    static final String USER = "rpa";
    static final Secret PASSWORD = Secret.of("bench");
    static final String PAUSED_LANE = "benchpaused";
    private static final String LANES_IN_TURN = "decode(mod(x, 4), 0, 'benchone', 1, 'benchtwo', 2, 'benchthree', 'benchfour')";

    private final H2Server server;
    private final Connection connection;

    /** @param rows finished and waiting ones */
    QueueDatabase(Checkout checkout, Path folder, int rows) throws IOException, SQLException {
        this.server = H2Server.start(folder, USER, PASSWORD);
        try {
            this.connection = server.connect();
            for (Path migration : migrations(checkout)) {
                run("runscript from '" + migration + "'");
            }
            run(BenchHome.resource("scheduled-tasks.sql"));
            fill(rows);
        } catch (IOException | SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** In the order of their numbers, as Flyway runs them. */
    private static List<Path> migrations(Checkout checkout) throws IOException {
        try (Stream<Path> files = Files.list(checkout.root().resolve("src/main/resources/db/migration"))) {
            return files.sorted(Comparator.comparingInt(QueueDatabase::version)).toList();
        }
    }

    private static int version(Path migration) {
        return Integer.parseInt(migration.getFileName().toString().replaceFirst("^V(\\d+)__.*$", "$1"));
    }

    private void fill(int rows) throws SQLException {
        for (String lane : BenchHome.LANES) {
            run("insert into lane (provider, state, concurrency) values ('" + lane + "', 'FLOWING', 100)");
        }
        run("insert into lane (provider, state, concurrency) values ('" + PAUSED_LANE + "', 'PAUSED', 100)");
        run("insert into job (external_ref, provider, type, state, attempt, submitted_at, claimed_at, started_at, finished_at, result)"
                + " select 'finished-' || x, " + LANES_IN_TURN + ", 'empty', decode(mod(x, 10), 0, 'FAILED', 1, 'REVIEW', 'SUCCEEDED'), 1,"
                + " systimestamp - x * interval '1' second, systimestamp, systimestamp, systimestamp, '{}' from system_range(1, " + rows / 2 + ")");
        run("insert into job (external_ref, provider, type, submitted_at, run_after)"
                + " select 'tomorrow-' || x, " + LANES_IN_TURN + ", 'empty', systimestamp - x * interval '1' second,"
                + " systimestamp + interval '1' day from system_range(1, " + rows / 4 + ")");
        run("insert into job (external_ref, provider, type, submitted_at)"
                + " select 'paused-' || x, '" + PAUSED_LANE + "', 'empty', systimestamp - x * interval '1' second from system_range(1, " + rows / 4 + ")");
        run("analyze");
    }

    H2Server server() {
        return server;
    }

    Connection connect() throws SQLException {
        return server.connect();
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Makes so many empty jobs, in one transaction, evenly in all lanes. */
    void insertJobs(int count) throws SQLException {
        run("insert into job (provider, type) select " + LANES_IN_TURN + ", 'empty' from system_range(1, " + count + ")");
    }

    /** Makes so many of db-scheduler's, in one transaction. */
    void insertTasks(int count) throws SQLException {
        run("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, consecutive_failures)"
                + " select '" + DbSchedulerProgram.TASK + "', 'empty-' || x, current_timestamp, false, 1, 0 from system_range(1, " + count + ")");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // the server ends next
        }
        server.close();
    }
}
