package io.fnorpa.totp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fnorpa.account.LuaScript;
import io.fnorpa.job.JobId;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What Valkey keeps of codes. The guarantee is in one key per account, {@code totp_step:{<account>}}; the plan's keys
 * are records beside it:
 *
 * <pre>
 * totp_step:{octotel}              hash: last (step), given (JSON list of step and digits),
 *                                  period (ms, of these steps)                                for ever
 * totp_used:octotel:123456         {"job_id": "42", "reserved_at": 1638360000}                until the code is dead
 * totp_consumed:octotel:123456     {"job_id": "42", "success": true}                          as long as totp_used
 * totp_metrics:octotel:2024-01-15  {"codes_generated": 45, "codes_consumed": 43, …}           90 days
 * </pre>
 *
 * <p>Each method throws what the client throws when Valkey is away, or does not answer within the limit of a call. Safe
 * for several threads.
 */
final class TotpLedger {

    private static final LuaScript RESERVE = LuaScript.named(TotpLedger.class, "reserve-step.lua");
    private static final LuaScript COUNT = LuaScript.named(TotpLedger.class, "count-usage.lua");
    private static final Duration KEEP_METRICS = Duration.ofDays(90);
    private static final long NANOS_PER_MICRO = 1000;

    private final Redis valkey;
    private final int minReplicas;
    private final Duration replicaTimeout;
    private final Duration limit;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param minReplicas    so many replicas are waited for
     * @param replicaTimeout but no longer than this
     * @param limit          of one call, longer than that
     */
    TotpLedger(RedisDataSource valkey, int minReplicas, Duration replicaTimeout, Duration limit) {
        this.valkey = valkey.getReactive().getRedis().getDelegate();
        this.minReplicas = minReplicas;
        this.replicaTimeout = replicaTimeout;
        this.limit = limit;
    }

    /**
     * Hands out the lowest free step of those offered, and waits until replicas have it.
     *
     * <p>Reservation and WAIT go out as one batch, for WAIT counts only what its own connection wrote. On a connection to
     * a cluster a WAIT by itself goes to any primary, and a connection by way of sentinels may be exchanged between two
     * commands; a batch goes as a whole to the server of its one key. The script is sent each time: a server that was
     * promoted a moment ago need not know it.
     */
    StepGrant reserve(String account, StepOffer offer) {
        Request reservation = Request.cmd(Command.EVAL).arg(RESERVE.text()).arg(1).arg("totp_step:{" + account + "}")
                .arg(offer.first()).arg(offer.life()).arg(offer.now().toEpochMilli()).arg(offer.clockLimit().toMillis())
                .arg(offer.period().toMillis());
        offer.digits().forEach(reservation::arg);
        Request confirmation = Request.cmd(Command.WAIT).arg(minReplicas)
                .arg(Math.max(1, replicaTimeout.toMillis())); // 0 would wait for ever
        List<Response> answers = answer(valkey.batch(List.of(memory(), reservation, confirmation)));
        Response script = answers.get(1);
        StepGrant.Answer answer = StepGrant.Answer.of(script.get(0).toInteger());
        return new StepGrant(answer, script.get(1).toLong(), answer == StepGrant.Answer.GRANTED ? answers.get(2).toInteger() : 0,
                Instant.ofEpochMilli(script.get(2).toLong()), evictionPolicy(answers.get(0)));
    }

    /**
     * Writes down that a code was handed out, and counts it.
     *
     * @param life until the code is dead
     */
    void recordReserved(String account, String code, JobId job, Instant at, Duration life, LocalDate day) {
        String record = JsonNodeFactory.instance.objectNode()
                .put("job_id", job.toString()).put("reserved_at", at.getEpochSecond()).toString();
        answer(Future.all(set("totp_used:" + account + ":" + code, record, life), count(account, day, 1, 0, 0)));
    }

    /** Writes down what the portal said to a code, and counts it. */
    void recordConsumed(String account, String code, JobId job, boolean success, Duration life, LocalDate day) {
        String record = JsonNodeFactory.instance.objectNode()
                .put("job_id", job.toString()).put("success", success).toString();
        answer(Future.all(set("totp_consumed:" + account + ":" + code, record, life), count(account, day, 0, 1, success ? 1 : 0)));
    }

    private Future<Response> set(String key, String value, Duration life) {
        return valkey.send(Request.cmd(Command.SET).arg(key).arg(value).arg("PX").arg(life.toMillis()));
    }

    private Future<Response> count(String account, LocalDate day, int generated, int consumed, int successful) {
        return valkey.send(Request.cmd(Command.EVAL).arg(COUNT.text()).arg(1).arg(metricsKey(account, day))
                .arg(generated).arg(consumed).arg(successful).arg(KEEP_METRICS.toSeconds()));
    }

    TotpUsage usage(String account, LocalDate day) {
        Response record = answer(valkey.send(Request.cmd(Command.GET).arg(metricsKey(account, day))));
        try {
            return record == null ? TotpUsage.NONE : json.readValue(record.toString(), TotpUsage.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(metricsKey(account, day) + " is not the record that the platform writes: "
                    + e.getOriginalMessage(), e);
        }
    }

    private static String metricsKey(String account, LocalDate day) {
        return "totp_metrics:" + account + ":" + day;
    }

    /** What Valkey does when its memory is full: {@code noeviction}, {@code allkeys-lru}, … In a cluster, any one node. */
    String evictionPolicy() {
        return evictionPolicy(answer(valkey.send(memory())));
    }

    /** Valkey's clock; in a cluster, any one node's. */
    Instant time() {
        Response time = answer(valkey.send(Request.cmd(Command.TIME)));
        return Instant.ofEpochSecond(time.get(0).toLong(), time.get(1).toLong() * NANOS_PER_MICRO);
    }

    private static Request memory() {
        return Request.cmd(Command.INFO).arg("memory");
    }

    private static String evictionPolicy(Response info) {
        return ValkeyInfo.field(info.toString(), "maxmemory_policy");
    }

    private <T> T answer(Future<T> future) {
        return ValkeyAnswers.within(limit, future);
    }
}
