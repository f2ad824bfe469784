package io.fnorpa.rig.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.rig.H2Server;
import io.fnorpa.rig.chaos.Found.Event;
import io.fnorpa.rig.chaos.Found.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The job table as a dashboard sees it: not through a relay. */
final class JobTable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final H2Server h2;

    JobTable(H2Server h2) {
        this.h2 = h2;
    }

    void insert(ChaosJob job) {
        query("insert into job (external_ref, provider, type, parameters) values (?, ?, ?, ?)", statement -> {
            statement.setString(1, job.ref());
            statement.setString(2, job.provider());
            statement.setString(3, job.type());
            statement.setString(4, json(job));
            return statement.executeUpdate();
        });
    }

    private static String json(ChaosJob job) {
        try {
            return JSON.writeValueAsString(job.parameters());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many jobs are in each state. */
    Map<String, Integer> states() {
        return query("select state, count(*) from job group by state order by state", statement -> {
            Map<String, Integer> states = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    states.put(rows.getString(1), rows.getInt(2));
                }
            }
            return states;
        });
    }

    /** Process group of the browser service that has worked the shortest time at a job. */
    Optional<Long> someBrowser() {
        return query("select browser_process from job where state = 'RUNNING' and browser_process > 1 and session_id is not null order by started_at desc",
                statement -> {
                    try (ResultSet rows = statement.executeQuery()) {
                        return rows.next() ? Optional.of(rows.getLong(1)) : Optional.<Long>empty();
                    }
                });
    }

    /** By external reference. */
    Map<String, Row> rows() {
        Map<Long, List<Event>> events = events();
        return query("select id, external_ref, state, no_return_at, error_code from job", statement -> {
            Map<String, Row> found = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long id = rows.getLong(1);
                    found.put(rows.getString(2), new Row(id, rows.getString(3), rows.getObject(4) != null, rows.getString(5),
                            events.getOrDefault(id, List.of())));
                }
            }
            return found;
        });
    }

    private Map<Long, List<Event>> events() {
        return query("select job_id, seq, attempt, kind, detail, evidence_key, sha256, prev_hash, hash from job_event order by job_id, seq", statement -> {
            Map<Long, List<Event>> events = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.computeIfAbsent(rows.getLong(1), job -> new ArrayList<>()).add(new Event(rows.getInt(2), rows.getInt(3),
                            rows.getString(4), rows.getString(5), rows.getString(6), rows.getString(7), rows.getString(8), rows.getString(9)));
                }
            }
            return events;
        });
    }

    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T query(String sql, Use<T> use) {
        try (Connection connection = h2.connect(); PreparedStatement statement = connection.prepareStatement(sql)) {
            return use.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not answer: " + e.getMessage(), e);
        }
    }
}
