package io.fnorpa.bench.queue;

import io.fnorpa.bench.Samples;
import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long one claim takes: the statements that the routes {@code claim-jobs} and {@code claim-lane} run, from their
 * files and in their order, in one transaction, for one job of one lane. Of all that a claim does, they alone can depend on how many
 * rows there are.
 */
final class ClaimTime implements AutoCloseable {

    private static final Pattern STATEMENT = Pattern.compile("routes/sql/([a-z-]+)\\.sql");
    private static final Pattern PARAMETER = Pattern.compile(":#(?:in:)?(\\w+)");
    private static final Pattern ROUTE = Pattern.compile("(?ms)^- route:\\n    id: (claim-jobs|claim-lane)\\n.*?(?=^- |\\z)");
    /** Only when a closed lane is tried again. */
    private static final String PROBE = "probe-lane";
    private static final int DUE = 20;

    private final Connection connection;
    private final Map<String, Prepared> statements = new LinkedHashMap<>();

    private record Prepared(PreparedStatement statement, List<String> parameters) {}

    ClaimTime(Checkout checkout, QueueDatabase database) throws IOException, SQLException {
        this.connection = database.connect();
        Path routes = checkout.root().resolve("routes");
        for (String name : statements(Files.readString(routes.resolve("orchestrator/claim-jobs.camel.yaml")))) {
            statements.put(name, prepare(Files.readString(routes.resolve("sql").resolve(name + ".sql"))));
        }
        database.insertJobs(DUE * BenchHome.LANES.size());
    }

    /** Names of the statements, in the routes' order. */
    static List<String> statements(String routes) {
        List<String> names = new ArrayList<>();
        Matcher route = ROUTE.matcher(routes);
        while (route.find()) {
            STATEMENT.matcher(route.group()).results().map(found -> found.group(1)).filter(name -> !name.equals(PROBE)).forEach(names::add);
        }
        return names;
    }

    private Prepared prepare(String sql) throws SQLException {
        List<String> parameters = new ArrayList<>();
        String jdbc = PARAMETER.matcher(sql.replaceAll("(?m)^--.*$", "")).replaceAll(found -> {
            parameters.add(found.group(1));
            return "?";
        });
        return new Prepared(connection.prepareStatement(jdbc), parameters);
    }

    /** Milliseconds of one claim, the median of so many, each of which is taken back, uncounted. */
    double measure(int claims) throws SQLException {
        double[] taken = new double[claims];
        for (int i = 0; i < claims; i++) {
            long begin = System.nanoTime();
            Object id = claim();
            taken[i] = (System.nanoTime() - begin) / 1e6;
            takeBack(id);
        }
        return Samples.of(taken).median();
    }

    private Object claim() throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>(Map.of("provider", BenchHome.LANES.get(0), "room", 1, "instance", "bench",
                "claimToken", UUID.randomUUID().toString().substring(0, 8), "leaseSeconds", 60));
        connection.setAutoCommit(false);
        for (Prepared prepared : statements.values()) {
            for (int i = 0; i < prepared.parameters.size(); i++) {
                prepared.statement.setObject(i + 1, values.get(prepared.parameters.get(i)));
            }
            if (prepared.statement.execute()) {
                remember(prepared.statement, values);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        if (!values.containsKey("id")) {
            throw new SQLException("The claim found no job, although " + DUE + " are due in " + BenchHome.LANES.get(0));
        }
        return values.get("id");
    }

    /** Reads all rows, as the route does; the claimed job's id is wanted by the statements after it. */
    private static void remember(PreparedStatement statement, Map<String, Object> values) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            boolean jobs = rows.getMetaData().getColumnLabel(1).equalsIgnoreCase("id");
            while (rows.next()) {
                Object first = rows.getObject(1);
                if (jobs) {
                    values.put("id", first);
                    values.put("ids", first);
                }
            }
        }
    }

    private void takeBack(Object id) throws SQLException {
        try (PreparedStatement back = connection.prepareStatement(
                "update job set state = 'PENDING', attempt = 0, lease_owner = null, lease_token = null, lease_until = null where id = ?")) {
            back.setObject(1, id);
            back.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
