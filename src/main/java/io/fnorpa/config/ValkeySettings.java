package io.fnorpa.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What {@code rpa.valkey.*} must be together. No message shows an address that may hold a password. */
final class ValkeySettings {

    private static final Set<String> SCHEMES = Set.of("redis", "rediss");
    /** {@code quarkus.transaction-manager.default-transaction-timeout}: a claim asks for the accounts while it holds its lane. */
    private static final Duration TRANSACTION = Duration.ofSeconds(30);

    private ValkeySettings() {}

    static List<String> problems(PlatformConfig config) {
        PlatformConfig.Valkey valkey = config.valkey();
        List<String> problems = new ArrayList<>();
        if (valkey.url().stream().anyMatch(ValkeySettings::holdsPassword)) {
            problems.add("rpa.valkey.url holds a user or password; put the password into the secret valkey-password and write redis://host:port");
        } else {
            valkey.url().stream().filter(url -> !isAddress(url)).forEach(url ->
                    problems.add("rpa.valkey.url has " + url + "; it must be redis://host:port, or rediss://host:port for TLS"));
        }
        addModeProblems(valkey, problems);
        if (config.totp().replicaTimeout().compareTo(valkey.timeout()) >= 0) {
            problems.add("rpa.totp.replica-timeout is " + config.totp().replicaTimeout()
                    + "; it must be shorter than the limit of a whole call, rpa.valkey.timeout, which is " + valkey.timeout());
        }
        if (valkey.timeout().compareTo(TRANSACTION) >= 0) {
            problems.add("rpa.valkey.timeout is " + valkey.timeout() + "; it must be shorter than the limit of a transaction in the database, "
                    + TRANSACTION + ", within which Valkey is asked while jobs are claimed");
        }
        addReplicaProblems(config, problems);
        return problems;
    }

    /** Where a server may take another's place, it must have what that one was told. */
    private static void addReplicaProblems(PlatformConfig config, List<String> problems) {
        PlatformConfig.Valkey.Mode mode = config.valkey().mode();
        if (mode != PlatformConfig.Valkey.Mode.STANDALONE && config.totp().minReplicas() == 0) {
            problems.add("rpa.totp.min-replicas is 0 and rpa.valkey.mode is " + mode.name().toLowerCase(Locale.ROOT) + ": after a failover a code could"
                    + " be given a second time. Say 1, or as many as there are replicas that may take the primary's place");
        }
    }

    private static void addModeProblems(PlatformConfig.Valkey valkey, List<String> problems) {
        boolean sentinel = valkey.mode() == PlatformConfig.Valkey.Mode.SENTINEL;
        if (valkey.mode() == PlatformConfig.Valkey.Mode.STANDALONE && valkey.url().size() > 1) {
            problems.add("rpa.valkey.url has " + valkey.url().size() + " addresses and rpa.valkey.mode is standalone, which takes one;"
                    + " say sentinel or cluster, or give one address");
        }
        if (sentinel && valkey.masterName().isEmpty()) {
            problems.add("rpa.valkey.master-name is missing; rpa.valkey.mode=sentinel needs the name that the sentinels watch"
                    + " the primary by (SENTINEL MASTERS shows it)");
        }
        if (!sentinel && valkey.masterName().isPresent()) {
            problems.add("rpa.valkey.master-name is " + valkey.masterName().get() + "; only rpa.valkey.mode=sentinel has one, and it is "
                    + valkey.mode().name().toLowerCase(Locale.ROOT));
        }
    }

    private static boolean holdsPassword(URI url) {
        return url.getRawUserInfo() != null || url.toString().contains("@") || String.valueOf(url.getRawQuery()).contains("password");
    }

    private static boolean isAddress(URI url) {
        return SCHEMES.contains(String.valueOf(url.getScheme())) && url.getHost() != null;
    }
}
