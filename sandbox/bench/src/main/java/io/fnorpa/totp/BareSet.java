package io.fnorpa.totp;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reservation costs at the least: a key that must not be there yet is set, with a life, and replicas are waited
 * for where the platform does so too; in one batch. By it alone no step is handed out forward only, no later one is found,
 * and nothing is recorded.
 */
final class BareSet implements Runnable {

    private static final long LIFE_MILLIS = 90_000;

    private final Redis valkey;
    private final String name;
    private final int minReplicas;
    private final Duration replicaTimeout;
    private final Duration limit;
    private long number;

    BareSet(Redis valkey, String name, int minReplicas, Duration replicaTimeout, Duration limit) {
        this.valkey = valkey;
        this.name = name;
        this.minReplicas = minReplicas;
        this.replicaTimeout = replicaTimeout;
        this.limit = limit;
    }

    @Override
    public void run() {
        List<Request> requests = new ArrayList<>();
        requests.add(Request.cmd(Command.SET).arg("set:" + name + ":" + number++).arg("1").arg("NX").arg("PX").arg(LIFE_MILLIS));
        if (minReplicas > 0) {
            requests.add(Request.cmd(Command.WAIT).arg(minReplicas).arg(replicaTimeout.toMillis()));
        }
        List<Response> answers = ValkeyAnswers.within(limit, valkey.batch(requests));
        if (answers.get(0) == null || minReplicas > 0 && answers.get(1).toInteger() < minReplicas) {
            throw new IllegalStateException("The key was there already, or the replicas did not have it in time");
        }
    }
}
