package io.fnorpa.rig;

import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.api.ErrorCode;

/**
 * H2's TCP server with the database {@code jobs} on disk, in Oracle's mode. It listens on the loopback address only, and
 * makes no database for who connects: in one of his own, any user of this machine could have it run Java of his.
 */
public final class H2Server extends ForeignServer {

    private static final String MAIN = "org.h2.tools.Server";
    private static final String DATABASE = "jobs";
    private static final String FILE_ENDING = ".mv.db";

    /**
     * MODE and DEFAULT_NULL_ORDERING: as Oracle does. DB_CLOSE_DELAY: open until the server ends, not until the last
     * connection does. WRITE_DELAY: a commit is in the file before it is confirmed, so that none is lost with the
     * process. LOCK_TIMEOUT in milliseconds. TRACE_LEVEL_FILE: no trace file, which would hold what statements hold.
     * QUERY_CACHE_SIZE: as many statements as a connection uses in turn; with the usual 8 each is parsed anew each time.
     */
    private static final String OPTIONS =
            ";MODE=Oracle;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1;WRITE_DELAY=0;LOCK_TIMEOUT=10000;TRACE_LEVEL_FILE=0;QUERY_CACHE_SIZE=64";

    private final String user;
    private final Secret password;

    private H2Server(Path folder, Port port, String user, Secret password) {
        super("h2", folder, port);
        this.user = user;
        this.password = password;
    }

    /** Starts one on a free port. */
    public static H2Server start(Path folder, String user, Secret password) {
        return start(folder, null, user, password);
    }

    /**
     * @param port the port, or null for any free one
     * @param user of the database, which is made with this user and password if it is not there yet
     */
    public static H2Server start(Path folder, Port port, String user, Secret password) {
        H2Server server = new H2Server(folder, port, user, password);
        server.makeDatabase();
        server.startNew();
        return server;
    }

    /** The database with its user, before there is a server; under another name first, lest half a one be taken for it. */
    private void makeDatabase() {
        Path file = folder().resolve(DATABASE + FILE_ENDING);
        Path draft = folder().resolve("new-" + DATABASE + FILE_ENDING);
        try {
            if (!Files.exists(file)) {
                Files.deleteIfExists(draft);
                String url = "jdbc:h2:file:" + folder().resolve("new-" + DATABASE) + ";TRACE_LEVEL_FILE=0";
                DriverManager.getConnection(url, user, password.reveal()).close();
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (SQLException e) {
            throw new ServerFailedException("Cannot make the database " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the database " + file, e);
        }
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(Java.modest("512m"));
        command.addAll(List.of("-Dh2.bindAddress=127.0.0.1", "-cp", ownJar().toString(), MAIN,
                "-tcp", "-tcpPort", port().toString(), "-baseDir", folder().toString()));
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
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if (e.getErrorCode() == ErrorCode.WRONG_USER_OR_PASSWORD) {
                throw new ServerFailedException("The database " + DATABASE + " in " + folder() + " was made with another user than " + user
                        + ", or with another password. Give those that it was made with, or remove the folder with all its data.", e);
            }
            throw new IOException(e);
        }
    }

    /** Such as {@code tcp://127.0.0.1:9092}. */
    @Override
    public URI address() {
        return URI.create("tcp://127.0.0.1:" + port());
    }

    /** Of the database {@code jobs}. */
    public String jdbcUrl() {
        return jdbcUrl(address());
    }

    /** Of the database {@code jobs} of a server at {@code tcp://HOST:PORT}. */
    static String jdbcUrl(URI server) {
        return "jdbc:h2:" + server + "/" + DATABASE + OPTIONS;
    }

    /** Opens a connection to the database {@code jobs}. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user, password.reveal());
    }
}
