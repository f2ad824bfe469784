package io.fnorpa.rig.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.rig.H2Server;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The job table, filled as the dashboard fills it: four columns, all else by default. */
final class JobTable {

    static final String INSERT = "insert into job (external_ref, provider, type, parameters) values (?, ?, ?, ?)";

    private final H2Server h2;

    JobTable(H2Server h2) {
        this.h2 = h2;
    }

    /** Answers the new job's id. */
    long insert(DemoJob job, String externalRef) {
        try (Connection connection = h2.connect();
                PreparedStatement statement = connection.prepareStatement(INSERT, new String[] {"ID"})) {
            statement.setString(1, externalRef);
            statement.setString(2, job.provider());
            statement.setString(3, job.type());
            statement.setString(4, new ObjectMapper().writeValueAsString(job.parameters()));
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new DemoFailedException("Cannot insert " + job.name() + " into the job table at " + h2.jdbcUrl() + ": " + e.getMessage());
        }
    }
}
