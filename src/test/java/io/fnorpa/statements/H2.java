package io.fnorpa.statements;

import io.fnorpa.rig.H2Server;
import io.fnorpa.secret.Secret;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcConnectionPool;

/** An H2 server in a process of its own, with nothing in it yet. */
final class H2 implements AutoCloseable {

    private static final String USER = "rpa";
    private static final String PASSWORD = "of-the-statements";
    private static final String SET_TIME_ZONE = "set time zone '%s'";

    private final H2Server server;
    private final JdbcConnectionPool connections;

    H2(Path folder) {
        server = H2Server.start(folder, USER, Secret.of(PASSWORD));
        connections = JdbcConnectionPool.create(server.jdbcUrl(), USER, PASSWORD);
    }

    JdbcConnectionPool connections() {
        return connections;
    }

    String url() {
        return server.jdbcUrl();
    }

    static String setTimeZone(String offset) {
        return SET_TIME_ZONE.formatted(offset);
    }

    @Override
    public void close() {
        connections.dispose();
        server.close();
    }
}
