package io.fnorpa.rig.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The job table, filled as the dashboard fills it: four columns, all else by default. */
final class JobTable {

    static final String INSERT = "insert into job (external_ref, provider, type, parameters) values (?, ?, ?, ?)";

    /** Opens a connection. */
    interface Database {
        Connection connect() throws SQLException;
    }

    private final Database database;
    private final String url;

    /** @param url for messages */
    JobTable(Database database, String url) {
        this.database = database;
        this.url = url;
    }

    /** Answers the new job's id. */
    long insert(DemoJob job, String externalRef) {
        try (Connection connection = database.connect();
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
            throw new DemoFailedException("Cannot insert " + job.name() + " into the job table at " + url + ": " + e.getMessage());
        }
    }
}
