package io.fnorpa.totp;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Asks one server, sentinel or node of a cluster by itself, on a connection for that question alone. */
final class ValkeyQuestions {

    private static final Logger LOG = Logger.getLogger(ValkeyQuestions.class);
    private static final int FLAGS = 2;

    private final Vertx vertx;
    private final Function<String, RedisOptions> connecting;
    private final Duration limit;

    ValkeyQuestions(Vertx vertx, Function<String, RedisOptions> connecting, Duration limit) {
        this.vertx = vertx;
        this.connecting = connecting;
        this.limit = limit;
    }

    /** It answers, and is not what the settings say. */
    static final class WrongServerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongServerException(String message) {
            super(message);
        }
    }

    /** What each says of itself, all asked at once; those that give no answer are left out. */
    Map<String, ValkeyInfo> info(Collection<String> addresses) {
        Map<String, Future<Response>> asked = new LinkedHashMap<>();
        addresses.forEach(address -> asked.put(address, ask(address, Request.cmd(Command.INFO))));
        Map<String, ValkeyInfo> answers = new LinkedHashMap<>();
        asked.forEach((address, answer) -> {
            try {
                answers.put(address, ValkeyInfo.of(ValkeyAnswers.within(limit, answer)));
            } catch (CompletionException e) {
                LOG.debugf(e, "%s gives no answer", address);
            }
        });
        return answers;
    }

    /**
     * What a sentinel watches.
     *
     * @param primary  {@code host:port}
     * @param replicas {@code host:port} of each that it knows, with its priority: of those that may take the primary's place
     *                 the lowest is taken first, and 0 never
     */
    record Watched(String primary, Map<String, Integer> replicas) {
        static final int NEVER = 0;
    }

    /** @throws WrongServerException it is no sentinel, or does not know the name */
    Watched watchedBy(String sentinel, String masterName) {
        Response primary = wait(sentinel, "a sentinel", Request.cmd(Command.SENTINEL).arg("GET-MASTER-ADDR-BY-NAME").arg(masterName));
        if (primary == null) {
            throw new WrongServerException("the sentinel " + sentinel + " watches no primary named " + masterName + ", it has "
                    + names(wait(sentinel, "a sentinel", Request.cmd(Command.SENTINEL).arg("MASTERS"))) + ": correct rpa.valkey.master-name");
        }
        Map<String, Integer> replicas = new LinkedHashMap<>();
        for (Response replica : wait(sentinel, "a sentinel", Request.cmd(Command.SENTINEL).arg("SLAVES").arg(masterName))) {
            replicas.put(ValkeyInfo.hostAndPort(field(replica, "ip"), field(replica, "port")), Integer.valueOf(field(replica, "slave-priority")));
        }
        return new Watched(ValkeyInfo.hostAndPort(primary.get(0).toString(), primary.get(1).toString()), replicas);
    }

    private static String names(Response masters) {
        return masters.size() == 0 ? "none" : masters.stream().map(master -> field(master, "name")).collect(Collectors.joining(", "));
    }

    /** A map, or with the older protocol a list of names and values. */
    private static String field(Response fields, String name) {
        return fields.containsKey(name) ? fields.get(name).toString() : "";
    }

    /**
     * The nodes of a cluster as one of them knows them, as {@code host:port}; those that it holds for gone are left out.
     *
     * @throws WrongServerException it belongs to no cluster
     */
    List<String> clusterOf(String node) {
        return wait(node, "a node of a cluster", Request.cmd(Command.CLUSTER).arg("NODES")).toString().lines()
                .map(line -> line.split(" "))
                .filter(fields -> Stream.of(fields[FLAGS].split(",")).noneMatch(flag -> List.of("fail", "handshake", "noaddr").contains(flag)))
                .map(fields -> fields[1].substring(0, fields[1].indexOf('@')))
                .map(address -> ValkeyInfo.hostAndPort(host(address, node), address.substring(address.lastIndexOf(':') + 1)))
                .toList();
    }

    /** A node that has not met another does not know its own name. */
    private static String host(String address, String node) {
        String host = address.substring(0, address.lastIndexOf(':'));
        return host.isEmpty() ? URI.create(node).getHost() : host;
    }

    private Response wait(String address, String kind, Request request) {
        try {
            return ValkeyAnswers.within(limit, ask(address, request));
        } catch (CompletionException e) {
            if (e.getCause() instanceof ErrorType error && saysWrongKind(error.getMessage())) {
                throw new WrongServerException(address + " is not " + kind + " (" + error.getMessage() + "): correct rpa.valkey.url or rpa.valkey.mode");
            }
            throw e;
        }
    }

    private static boolean saysWrongKind(String error) {
        return error.contains("unknown command") || error.contains("cluster support disabled");
    }

    private Future<Response> ask(String address, Request request) {
        Redis client;
        try {
            client = Redis.createClient(vertx, connecting.apply(address));
        } catch (IllegalArgumentException e) { // an address that none can have
            return Future.failedFuture(e);
        }
        return client.connect().compose(connection -> connection.send(request).eventually(() -> connection.close())).onComplete(done -> client.close());
    }
}
