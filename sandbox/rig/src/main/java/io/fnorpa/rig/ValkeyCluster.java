package io.fnorpa.rig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Three primaries that share the slots and a replica for each, all processes of their own on free ports. Once started,
 * the cluster serves every slot and each replica follows its primary. A primary that is away for a second is replaced.
 */
public final class ValkeyCluster implements AutoCloseable {

    private static final int PRIMARIES = 3;
    private static final int SLOTS = 16384;
    /** A node talks to the others on its port and this. */
    private static final int BUS = 10_000;
    private static final int HIGHEST_PORT = 65_535;

    private final List<ValkeyServer> nodes = new ArrayList<>();

    private ValkeyCluster() {}

    public static ValkeyCluster start(Path folder) {
        ValkeyCluster cluster = new ValkeyCluster();
        try {
            cluster.startAll(folder);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void startAll(Path folder) {
        for (int i = 0; i < 2 * PRIMARIES; i++) {
            nodes.add(ValkeyServer.at(folder.resolve("node-" + (i + 1))).port(portWithBus()).appendOnly().clusterNode().start());
        }
        ValkeyServer first = nodes.get(0);
        nodes.stream().skip(1).forEach(node -> ok(node.ask("CLUSTER MEET 127.0.0.1 " + first.port())));
        Until.holds("the nodes know each other", () -> nodes.stream()
                .allMatch(node -> node.ask("CLUSTER INFO").contains("cluster_known_nodes:" + nodes.size() + "\r")));
        for (int i = 0; i < PRIMARIES; i++) {
            ok(nodes.get(i).ask("CLUSTER ADDSLOTS " + slots(i)));
            String id = nodes.get(i).ask("CLUSTER MYID").lines().skip(1).findFirst().orElseThrow();
            ValkeyServer replica = nodes.get(PRIMARIES + i);
            Until.holds(replica + " follows", () -> replica.ask("CLUSTER REPLICATE " + id).startsWith("+OK"));
        }
        Until.holds("the cluster serves", () -> nodes.stream().allMatch(node -> node.ask("CLUSTER INFO").contains("cluster_state:ok")
                && node.ask("CLUSTER SLOTS").split(String.valueOf(node.port()), -1).length > 1));
        Until.holds("each replica follows", () -> nodes.stream().limit(PRIMARIES)
                .allMatch(node -> node.ask("INFO replication").contains("state=online")));
    }

    private static String slots(int primary) {
        int from = SLOTS * primary / PRIMARIES;
        int to = SLOTS * (primary + 1) / PRIMARIES;
        return IntStream.range(from, to).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }

    private static Port portWithBus() {
        Port port = Port.free();
        while (port.number() + BUS > HIGHEST_PORT || !new Port(port.number() + BUS).isFree()) {
            port = Port.free();
        }
        return port;
    }

    private static void ok(String answer) {
        if (!answer.startsWith("+OK")) {
            throw new ServerFailedException("A node of the cluster answers " + answer.strip());
        }
    }

    /** The three that began as primaries first, then their replicas in the same order. */
    public List<ValkeyServer> nodes() {
        return nodes;
    }

    /** The node that holds a key as its primary now. */
    public ValkeyServer primaryOf(String key) {
        return nodes.stream().filter(ValkeyServer::isAlive)
                .filter(node -> node.ask("ROLE").contains("master") && !node.ask("EXISTS " + key).startsWith("-MOVED"))
                .findFirst().orElseThrow(() -> new ServerFailedException("No node holds the key " + key));
    }

    /** As {@code rpa.valkey.url} wants them. */
    public String addresses() {
        return nodes.stream().map(node -> node.address().toString()).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        nodes.forEach(Server::close);
    }
}
