package io.fnorpa.rig;

import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    private final boolean clusterNode;
    private final Optional<ValkeyServer> primary;
    private final Optional<Secret> password;

    private ValkeyServer(At at) {
        super("valkey", at.folder, at.port);
        this.appendOnly = at.appendOnly;
        this.clusterNode = at.clusterNode;
        this.primary = Optional.ofNullable(at.primary);
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
        private boolean clusterNode;
        private ValkeyServer primary;
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

        /** It begins as a replica of that one; it may become primary later. */
        public At replicaOf(ValkeyServer primary) {
            this.primary = primary;
            return this;
        }

        /** It belongs to a cluster, which {@link ValkeyCluster} makes of several. */
        At clusterNode() {
            this.clusterNode = true;
            return this;
        }

        /** Default: none is asked for. Replicas and their primary have the same. */
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
        return List.of(program().toString(), writeConfiguration().toString());
    }

    static Path program() {
        return Optional.ofNullable(System.getenv(PROGRAM_VARIABLE)).map(Path::of)
                .or(() -> Tether.program("valkey-server"))
                .or(() -> Tether.program("redis-server"))
                .orElseThrow(() -> new ServerFailedException("This machine has neither valkey-server nor redis-server. Run bin/setup, or name the program in "
                        + PROGRAM_VARIABLE + "."));
    }

    private Path writeConfiguration() {
        StringBuilder lines = new StringBuilder("""
                port %s
                bind 127.0.0.1
                dir "%s"
                maxmemory-policy noeviction
                save ""
                appendonly %s
                appendfsync always
                daemonize no
                set-proc-title no
                repl-diskless-sync-delay 0
                """.formatted(port(), folder(), appendOnly ? "yes" : "no"));
        primary.ifPresent(other -> lines.append("replicaof 127.0.0.1 ").append(other.port()).append('\n'));
        if (clusterNode) {
            lines.append("cluster-enabled yes\ncluster-config-file nodes.conf\ncluster-node-timeout 1000\n");
        }
        password.map(ValkeyServer::quoted).ifPresent(text -> lines.append("requirepass ").append(text).append("\nmasterauth ").append(text).append('\n'));
        return SecretConfiguration.write(folder().resolve("valkey.conf"), lines.toString());
    }

    static String quoted(Secret secret) {
        return '"' + secret.reveal().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
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

    /**
     * Has it do one command, on a connection of its own.
     *
     * @param command as typed, such as {@code INFO replication}
     * @return its answer as the protocol writes it, such as {@code +OK}
     * @throws UncheckedIOException it is away
     */
    public String ask(String command) {
        return Inline.ask(port(), password, command);
    }
}
