package io.fnorpa.rig;

import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** H2's TCP server with its databases on disk, in Oracle's mode. It listens on the loopback address only. */
public final class H2Server extends ForeignServer {

    private static final String MAIN = "org.h2.tools.Server";

    /**
     * MODE and DEFAULT_NULL_ORDERING: as Oracle does. DB_CLOSE_DELAY: open until the server ends, not until the last
     * connection does. WRITE_DELAY: a commit is in the file before it is confirmed, so that none is lost with the
     * process. LOCK_TIMEOUT in milliseconds. TRACE_LEVEL_FILE: no trace file, which would hold what statements hold.
     */
    private static final String OPTIONS =
            ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;WRITE_DELAY=0;LOCK_TIMEOUT=10000;TRACE_LEVEL_FILE=0";

    private H2Server(Path folder, Port port) {
        super("h2", folder, port);
    }

    /** Starts one on a free port. */
    public static H2Server start(Path folder) {
        return start(folder, null);
    }

    /** @param port the port, or null for any free one */
    public static H2Server start(Path folder, Port port) {
        H2Server server = new H2Server(folder, port);
        server.startNew();
        return server;
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(Java.modest("512m"));
        command.addAll(List.of("-Dh2.bindAddress=127.0.0.1", "-cp", ownJar().toString(), MAIN,
                "-tcp", "-tcpPort", port().toString(), "-ifNotExists", "-baseDir", folder().toString()));
        return command;
    }

    /** The server is in the same jar as the driver that we have. */
    private static Path ownJar() {
        try {
            return Path.of(org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("H2's jar is at no file", e);
        }
    }

    @Override
    boolean answers() throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + address() + "/mem:answers", "sa", "")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Such as {@code tcp://127.0.0.1:9092}. */
    @Override
    public URI address() {
        return URI.create("tcp://127.0.0.1:" + port());
    }

    /** Of the database {@code jobs}. Who connects first makes it, and with it the user and the password. */
    public String jdbcUrl() {
        return jdbcUrl("jobs");
    }

    public String jdbcUrl(String database) {
        return "jdbc:h2:" + address() + "/" + database + OPTIONS;
    }

    /** Opens a connection to the database {@code jobs}. */
    public Connection connect(String user, Secret password) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user, password.reveal());
    }
}
