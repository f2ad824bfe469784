package io.fnorpa.statements;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import oracle.jdbc.pool.OracleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.testcontainers.oracle.OracleContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * An Oracle with an empty schema for each test class: one that {@code RPA_ORACLE_URL} names, with a user that may make
 * users; else Oracle Free in a container.
 */
final class OracleDatabase implements AutoCloseable {

    /** {@code bin/test} gives another where it is wanted. */
    static final String IMAGE = "docker.io/gvenzl/oracle-free:23-slim-faststart";
    private static final String PASSWORD = "OfTheTests1";
    private static final Duration START = Duration.ofMinutes(10);

    private final OracleContainer container;
    private final DataSource administrator;
    private final String url;

    OracleDatabase() {
        Optional<String> given = setting("RPA_ORACLE_URL");
        container = given.isPresent() ? null : startContainer();
        url = given.orElseGet(() -> container.getJdbcUrl());
        administrator = given.isPresent()
                ? dataSource(url, setting("RPA_ORACLE_USER").orElse("system"), setting("RPA_ORACLE_PASSWORD").orElse(PASSWORD))
                : dataSource(url, "system", container.getPassword());
    }

    private static OracleContainer startContainer() {
        OracleContainer oracle = new OracleContainer(DockerImageName.parse(setting("RPA_ORACLE_IMAGE").orElse(IMAGE))
                .asCompatibleSubstituteFor("gvenzl/oracle-free"))
                .withPassword(PASSWORD).withStartupTimeout(START);
        setting("RPA_RUN").ifPresent(run -> oracle.withLabel("io.fnorpa.run", run));
        oracle.start();
        return oracle;
    }

    String url() {
        return url;
    }

    /** A user with the rights that docs/oracle.md asks for, and an empty schema. */
    DataSource newSchema() {
        String user = "RPA_" + UUID.randomUUID().toString().replace("-", "").substring(0, 20).toUpperCase();
        JdbcTemplate dba = new JdbcTemplate(administrator);
        dba.execute("create user " + user + " identified by " + PASSWORD + " quota unlimited on users");
        dba.execute("grant create session, create table, create sequence to " + user);
        return dataSource(url, user, PASSWORD);
    }

    /** With the driver's settings that the platform has in its application.properties. */
    private static DataSource dataSource(String url, String user, String password) {
        try {
            OracleDataSource oracle = new OracleDataSource();
            oracle.setURL(url);
            oracle.setUser(user);
            oracle.setPassword(password);
            Properties driver = new Properties();
            driver.setProperty("oracle.jdbc.timezoneAsRegion", "false");
            driver.setProperty("oracle.jdbc.ReadTimeout", "30000");
            driver.setProperty("defaultRowPrefetch", "100");
            oracle.setConnectionProperties(driver);
            try (Connection connection = oracle.getConnection()) {
                connection.isValid(10);
            }
            return oracle;
        } catch (SQLException e) {
            throw new IllegalStateException("No Oracle at " + url + " for " + user + ": " + e.getMessage(), e);
        }
    }

    static String setTimeZone(String offset) {
        return "alter session set time_zone = '" + offset + "'";
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    @Override
    public void close() {
        if (container != null) {
            container.stop();
        }
    }
}
