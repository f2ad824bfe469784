package io.fnorpa.rig;

import io.fnorpa.secret.Secret;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A primary, two replicas and three sentinels that watch them, all processes of their own on free ports. They keep their
 * data on disk unless it is said otherwise. Once started, the replicas follow and the sentinels know each other.
 */
public final class ValkeySentinels implements AutoCloseable {

    /** What the sentinels call the primary. */
    public static final String MASTER_NAME = "rpa";
    private static final int REPLICAS = 2;
    private static final int SENTINELS = 3;

    private final List<ValkeyServer> servers = new ArrayList<>();
    private final List<ValkeySentinel> sentinels = new ArrayList<>();

    private final boolean onDisk;
    private final Optional<Secret> password;

    private ValkeySentinels(boolean onDisk, Optional<Secret> password) {
        this.onDisk = onDisk;
        this.password = password;
    }

    /** @param password that the servers want of everybody; the sentinels want none */
    public static ValkeySentinels start(Path folder, Optional<Secret> password) {
        return new ValkeySentinels(true, password).startOrClose(folder);
    }

    /** They keep nothing on disk, for measurements that shall not be the disk's; none of them may be started again. */
    public static ValkeySentinels startInMemory(Path folder) {
        return new ValkeySentinels(false, Optional.empty()).startOrClose(folder);
    }

    private ValkeySentinels startOrClose(Path folder) {
        try {
            startAll(folder);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startAll(Path folder) {
        ValkeyServer primary = at(folder.resolve("server-1")).start();
        servers.add(primary);
        for (int i = 0; i < REPLICAS; i++) {
            servers.add(at(folder.resolve("server-" + (i + 2))).replicaOf(primary).start());
        }
        Until.holds("both replicas follow", () -> primary.ask("INFO replication").split("state=online", -1).length == REPLICAS + 1);
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(ValkeySentinel.start(folder.resolve("sentinel-" + (i + 1)), MASTER_NAME, primary, password));
        }
        Until.holds("the sentinels know each other and the replicas", () -> sentinels.stream().allMatch(ValkeySentinels::isReady));
    }

    private ValkeyServer.At at(Path folder) {
        ValkeyServer.At at = ValkeyServer.at(folder);
        if (onDisk) {
            at.appendOnly();
        }
        password.ifPresent(at::password);
        return at;
    }

    private static boolean isReady(ValkeySentinel sentinel) {
        String known = sentinel.ask("SENTINEL MASTER " + MASTER_NAME);
        return field(known, "num-other-sentinels").equals(String.valueOf(SENTINELS - 1)) && field(known, "num-slaves").equals(String.valueOf(REPLICAS));
    }

    /** A list of names and values, each on a line of its own after one with its length. */
    private static String field(String answer, String name) {
        List<String> lines = answer.lines().toList();
        int at = lines.indexOf(name);
        return at < 0 || at + 2 >= lines.size() ? "" : lines.get(at + 2);
    }

    /** The server that most sentinels hold for the primary now; none while they do not agree. One that gives no answer has no voice. */
    public Optional<ValkeyServer> primary() {
        List<String> told = sentinels.stream().filter(ValkeySentinel::isAlive).map(ValkeySentinels::primaryOf).toList();
        return servers.stream().filter(server -> told.stream().filter(answer -> answer.lines().anyMatch(server.port().toString()::equals))
                .count() > SENTINELS / 2).findFirst();
    }

    private static String primaryOf(ValkeySentinel sentinel) {
        try {
            return sentinel.ask("SENTINEL GET-MASTER-ADDR-BY-NAME " + MASTER_NAME);
        } catch (UncheckedIOException e) {
            return "";
        }
    }

    /** Primary first, as they were started. */
    public List<ValkeyServer> servers() {
        return servers;
    }

    public List<ValkeySentinel> sentinels() {
        return sentinels;
    }

    /** As {@code rpa.valkey.url} wants them. */
    public String addresses() {
        return sentinels.stream().map(sentinel -> sentinel.address().toString()).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        sentinels.forEach(Server::close);
        servers.forEach(Server::close);
    }
}
