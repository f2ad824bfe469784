package io.fnorpa.rig;

import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * Valkey, or Redis where that is what the machine has. It evicts nothing. With {@link At#appendOnly()} it keeps its data
 * on disk, so that a restart finds it again; without, a restart is empty.
 */
public final class ValkeyServer extends ForeignServer {

    /** Environment variable that names the program. */
    public static final String PROGRAM_VARIABLE = "RPA_VALKEY_SERVER";
    private static final int ANSWER_LIMIT_MILLIS = 2000;

    private final boolean appendOnly;
    private final Optional<Secret> password;

    private ValkeyServer(At at) {
        super("valkey", at.folder, at.port);
        this.appendOnly = at.appendOnly;
        this.password = Optional.ofNullable(at.password);
    }

    /** Starts one on a free port, without data on disk and without a password. */
    public static ValkeyServer start(Path folder) {
        return at(folder).start();
    }

    public static At at(Path folder) {
        return new At(folder);
    }

    /** What may be said before it starts. */
    public static final class At {
        private final Path folder;
        private Port port;
        private boolean appendOnly;
        private Secret password;

        private At(Path folder) {
            this.folder = folder;
        }

        /** Default: any free one. */
        public At port(Port port) {
            this.port = port;
            return this;
        }

        /** Each write goes to disk, so that nothing is lost with the process. */
        public At appendOnly() {
            this.appendOnly = true;
            return this;
        }

        /** Default: none is asked for. */
        public At password(Secret password) {
            this.password = password;
            return this;
        }

        public ValkeyServer start() {
            ValkeyServer server = new ValkeyServer(this);
            server.startNew();
            return server;
        }
    }

    @Override
    List<String> command() {
        return List.of(server().toString(), writeConfiguration().toString());
    }

    private static Path server() {
        return Optional.ofNullable(System.getenv(PROGRAM_VARIABLE)).map(Path::of)
                .or(() -> Tether.program("valkey-server"))
                .or(() -> Tether.program("redis-server"))
                .orElseThrow(() -> new ServerFailedException("This machine has neither valkey-server nor redis-server. Run bin/setup, or name the program in "
                        + PROGRAM_VARIABLE + "."));
    }

    /** A file, because a password on the command line would be seen by everybody on the machine. */
    private Path writeConfiguration() {
        String lines = """
                port %s
                bind 127.0.0.1
                dir "%s"
                maxmemory-policy noeviction
                save ""
                appendonly %s
                appendfsync always
                daemonize no
                set-proc-title no
                """.formatted(port(), folder(), appendOnly ? "yes" : "no");
        String secret = password.map(text -> "requirepass \"" + quoted(text.reveal()) + "\"\n").orElse("");
        try {
            Path file = folder().resolve("valkey.conf");
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, lines + secret);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write Valkey's configuration to " + folder(), e);
        }
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** PONG, or that it wants the password first; not while it still loads its data. */
    @Override
    boolean answers() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Port.loopback(), port().number()), ANSWER_LIMIT_MILLIS);
            socket.setSoTimeout(ANSWER_LIMIT_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
            return answer.equals("+PONG") || answer.equals("-NOAU");
        }
    }

    /** Such as {@code redis://127.0.0.1:6390}; the password does not stand in it. */
    @Override
    public URI address() {
        return URI.create("redis://127.0.0.1:" + port());
    }
}
