package io.fnorpa.totp;

import io.fnorpa.config.PlatformConfig;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The servers that {@code rpa.valkey.*} lead to. Alone: the one that is named, and the replicas that follow it. Sentinel:
 * the primary and its replicas, as each sentinel knows them. Cluster: all nodes, as a node that is named knows them.
 */
@ApplicationScoped
class ConfiguredValkeyServers implements ValkeyServers {

    private static final Logger LOG = Logger.getLogger(ConfiguredValkeyServers.class);

    private final PlatformConfig.Valkey settings;
    private final int minReplicas;
    private final ValkeyQuestions questions;

    @Inject
    ConfiguredValkeyServers(Vertx vertx, ValkeyOptions options, PlatformConfig config) {
        this(vertx, options::of, config.valkey(), config.totp().minReplicas());
    }

    /** @param connecting how one connects to one address */
    ConfiguredValkeyServers(Vertx vertx, Function<String, RedisOptions> connecting, PlatformConfig.Valkey settings, int minReplicas) {
        this.settings = settings;
        this.minReplicas = minReplicas;
        this.questions = new ValkeyQuestions(vertx, connecting, settings.timeout());
    }

    @Override
    public Findings look() {
        List<String> wrong = new ArrayList<>();
        Map<String, Integer> replicas = new LinkedHashMap<>();
        Set<String> addresses = switch (settings.mode()) {
            case STANDALONE -> alone(wrong);
            case SENTINEL -> ofSentinels(wrong, replicas);
            case CLUSTER -> ofCluster(wrong);
        };
        Map<String, ValkeyInfo> servers = questions.info(addresses);
        servers.forEach((address, info) -> {
            if (!info.keepsAll()) {
                wrong.add(address + " has maxmemory-policy " + info.evictionPolicy() + " and may forget which codes are in use: set maxmemory-policy"
                        + " noeviction there");
            }
        });
        return new Findings(wrong, wrong.isEmpty() ? tooFewReplicas(servers) : Optional.empty(), SentinelRisks.of(replicas, minReplicas),
                minReplicas > 0 ? notOnDisk(servers) : List.of());
    }

    private Set<String> alone(List<String> wrong) {
        String address = settings.url().get(0).toString();
        ValkeyInfo info = questions.info(Set.of(address)).get(address);
        if (info == null) {
            return Set.of();
        }
        if (!info.mode().equals("standalone")) {
            wrong.add(address + " is " + (info.mode().equals("sentinel") ? "a sentinel" : "a node of a cluster") + ", and rpa.valkey.mode is standalone: say "
                    + info.mode());
            return Set.of();
        }
        if (info.isReplica()) {
            wrong.add(address + " is a replica, which takes no writes: give the primary's address, or the sentinels' with rpa.valkey.mode=sentinel");
        }
        Set<String> all = new LinkedHashSet<>(List.of(address));
        info.replicas().forEach(replica -> all.add(scheme() + replica));
        return all;
    }

    /** @param replicas gets those that any sentinel knows, with their priorities */
    private Set<String> ofSentinels(List<String> wrong, Map<String, Integer> replicas) {
        Set<String> all = new LinkedHashSet<>();
        for (URI sentinel : settings.url()) {
            try {
                ValkeyQuestions.Watched watched = questions.watchedBy(sentinel.toString(), settings.masterName().orElseThrow());
                all.add(scheme() + watched.primary());
                watched.replicas().forEach((replica, priority) -> {
                    replicas.put(scheme() + replica, priority);
                    if (priority != ValkeyQuestions.Watched.NEVER) {
                        all.add(scheme() + replica);
                    }
                });
            } catch (ValkeyQuestions.WrongServerException e) {
                wrong.add(e.getMessage());
            } catch (RuntimeException e) {
                LOG.debugf(e, "%s gives no answer", sentinel);
            }
        }
        return all;
    }

    private Set<String> ofCluster(List<String> wrong) {
        Set<String> all = new LinkedHashSet<>();
        for (URI node : settings.url()) {
            try {
                questions.clusterOf(node.toString()).forEach(server -> all.add(scheme() + server));
            } catch (ValkeyQuestions.WrongServerException e) {
                wrong.add(e.getMessage());
            } catch (RuntimeException e) {
                LOG.debugf(e, "%s gives no answer", node);
            }
        }
        return all;
    }

    private Optional<String> tooFewReplicas(Map<String, ValkeyInfo> servers) {
        Map<String, Integer> replicas = new LinkedHashMap<>();
        servers.forEach((address, info) -> {
            if (!info.isReplica()) {
                replicas.put(address, info.replicas().size());
            }
        });
        return replicas.entrySet().stream().filter(primary -> primary.getValue() < minReplicas).findFirst()
                .map(primary -> "The TOTP store's primary " + primary.getKey() + " has " + primary.getValue() + " replicas that follow it, and"
                        + " rpa.totp.min-replicas is " + minReplicas + ": no code is given until it has them. Look at its replicas (INFO replication).");
    }

    private static List<String> notOnDisk(Map<String, ValkeyInfo> servers) {
        return servers.entrySet().stream().filter(server -> !server.getValue().appendsToDisk()).map(Map.Entry::getKey).toList();
    }

    private String scheme() {
        return settings.url().get(0).getScheme() + "://";
    }
}
