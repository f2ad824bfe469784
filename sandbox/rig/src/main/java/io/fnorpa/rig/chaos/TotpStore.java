package io.fnorpa.rig.chaos;

import io.fnorpa.rig.ValkeySentinels;
import io.fnorpa.rig.ValkeyServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The Valkey of a run: a primary, two replicas and three sentinels. A step counts once a replica has it, so none may be
 * given out twice, whichever of them dies and whoever takes its place.
 */
final class TotpStore implements AutoCloseable {

    private static final Duration FAILOVER = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(200).toNanos();

    private final ValkeySentinels valkeys;
    private ValkeyServer frozen;

    TotpStore(Path folder) {
        this.valkeys = ValkeySentinels.start(folder, Optional.empty());
    }

    /** What an orchestrator is told. It learns from the sentinels where the primary is, so there is no relay between them. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rpa.valkey.mode", "sentinel");
        settings.put("rpa.valkey.url", valkeys.addresses());
        settings.put("rpa.valkey.master-name", ValkeySentinels.MASTER_NAME);
        settings.put("rpa.valkey.timeout", "2s");
        settings.put("rpa.totp.min-replicas", "1");
        return settings;
    }

    /** SIGKILL to the primary; a replica takes its place. */
    void kill() {
        primary().kill9();
    }

    /** Cuts the primary off from everybody; a replica takes its place, and it does not know that when it comes back. */
    void cutOff() {
        frozen = primary();
        frozen.stop();
    }

    /** What was killed comes back as a replica, what was cut off comes back as it was. */
    void heal() {
        if (frozen != null) {
            frozen.cont();
            frozen = null;
        }
        valkeys.servers().stream().filter(server -> !server.isAlive()).forEach(ValkeyServer::restart);
    }

    private ValkeyServer primary() {
        long bound = System.nanoTime() + FAILOVER.toNanos();
        Optional<ValkeyServer> primary = valkeys.primary();
        while (primary.filter(ValkeyServer::isAlive).isEmpty()) {
            if (System.nanoTime() > bound) {
                throw new IllegalStateException("The sentinels have named no primary that is alive for " + FAILOVER.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            primary = valkeys.primary();
        }
        return primary.get();
    }

    /** The last step that was given out for an account; null if none was. */
    Long lastStep(String account) {
        List<String> answer = primary().ask("HGET totp_step:{" + account + "} last").lines().toList();
        return answer.size() < 2 ? null : Long.valueOf(answer.get(1));
    }

    @Override
    public void close() {
        valkeys.close();
    }
}
