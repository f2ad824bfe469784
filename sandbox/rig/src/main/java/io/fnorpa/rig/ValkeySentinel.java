package io.fnorpa.rig;

import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A sentinel: it watches a primary together with others and promotes a replica when the primary is away for a second. It
 * asks for no password itself.
 */
public final class ValkeySentinel extends ForeignServer {

    private static final int QUORUM = 2;

    private final String masterName;
    private final ValkeyServer primary;
    private final Optional<Secret> password;

    private ValkeySentinel(Path folder, String masterName, ValkeyServer primary, Optional<Secret> password) {
        super("sentinel", folder, null);
        this.masterName = masterName;
        this.primary = primary;
        this.password = password;
    }

    /** @param password of the servers it watches */
    static ValkeySentinel start(Path folder, String masterName, ValkeyServer primary, Optional<Secret> password) {
        ValkeySentinel sentinel = new ValkeySentinel(folder, masterName, primary, password);
        sentinel.startNew();
        return sentinel;
    }

    /** A sentinel writes what it learns into its configuration, so a restart finds it there. */
    @Override
    List<String> command() {
        Path file = folder().resolve("sentinel.conf");
        return List.of(ValkeyServer.program().toString(), (knows(file) ? file : writeConfiguration(file)).toString(), "--sentinel");
    }

    private boolean knows(Path file) {
        try {
            return Files.exists(file) && Files.readString(file).contains("port " + port() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private Path writeConfiguration(Path file) {
        String lines = """
                port %1$s
                bind 127.0.0.1
                dir "%2$s"
                daemonize no
                sentinel monitor %3$s 127.0.0.1 %4$s %5$d
                sentinel down-after-milliseconds %3$s 1000
                sentinel failover-timeout %3$s 6000
                sentinel parallel-syncs %3$s 1
                """.formatted(port(), folder(), masterName, primary.port(), QUORUM);
        String login = password.map(text -> "sentinel auth-pass " + masterName + " " + ValkeyServer.quoted(text) + "\n").orElse("");
        return SecretConfiguration.write(file, lines + login);
    }

    @Override
    boolean answers() {
        try {
            return ask("PING").startsWith("+PONG");
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** As {@link ValkeyServer#ask}. */
    public String ask(String command) {
        return Inline.ask(port(), Optional.empty(), command);
    }

    /** Such as {@code redis://127.0.0.1:26379}. */
    @Override
    public URI address() {
        return URI.create("redis://127.0.0.1:" + port());
    }
}
