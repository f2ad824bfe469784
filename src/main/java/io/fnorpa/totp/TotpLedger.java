package io.fnorpa.totp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fnorpa.job.JobId;
import io.quarkus.redis.datasource.RedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What Valkey keeps of codes. The guarantee is in one key per account, {@code totp_step:{<account>}}; the plan's keys
 * are records beside it:
 *
 * <pre>
 * totp_step:{octotel}              hash: last (step), given (JSON list of step and digits)    for ever
 * totp_used:octotel:123456         {"job_id": "42", "reserved_at": 1638360000}                until the code is dead
 * totp_consumed:octotel:123456     {"job_id": "42", "success": true}                          as long as totp_used
 * totp_metrics:octotel:2024-01-15  {"codes_generated": 45, "codes_consumed": 43, …}           90 days
 * </pre>
 *
 * <p>Each method throws what the client throws when Valkey is away. Safe for several threads.
 */
final class TotpLedger {

    private static final LuaScript RESERVE = LuaScript.named("reserve-step.lua");
    private static final LuaScript COUNT = LuaScript.named("count-usage.lua");
    private static final Duration KEEP_METRICS = Duration.ofDays(90);
    private static final String GRANTED = "1";

    private final RedisDataSource valkey;
    private final int minReplicas;
    private final Duration replicaTimeout;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param minReplicas    so many replicas are waited for
     * @param replicaTimeout but no longer than this
     */
    TotpLedger(RedisDataSource valkey, int minReplicas, Duration replicaTimeout) {
        this.valkey = valkey;
        this.minReplicas = minReplicas;
        this.replicaTimeout = replicaTimeout;
    }

    /**
     * The script's answer and who has it.
     *
     * @param granted  whether a step was free
     * @param step     the one handed out; if none was free, the last one handed out before
     * @param replicas how many replicas had confirmed it in time
     */
    record Grant(boolean granted, long step, int replicas) {}

    /**
     * Hands out the lowest free step of those offered, and waits until replicas have it.
     *
     * @param first  the lowest step that is offered
     * @param digits of that step and the ones after it
     * @param life   a code lives so many steps after its own
     */
    Grant reserve(String account, long first, List<String> digits, int life) {
        AtomicReference<Grant> grant = new AtomicReference<>();
        // WAIT counts what its own connection wrote, and the client has several.
        valkey.withConnection(connection -> grant.set(reserve(connection, account, first, digits, life)));
        return grant.get();
    }

    private Grant reserve(RedisDataSource connection, String account, long first, List<String> digits, int life) {
        List<String> arguments = new ArrayList<>(List.of(Long.toString(first), Integer.toString(life)));
        arguments.addAll(digits);
        Response answer = run(connection, RESERVE, "totp_step:{" + account + "}", arguments);
        boolean granted = answer.get(0).toString().equals(GRANTED);
        return new Grant(granted, answer.get(1).toLong(), granted ? confirmations(connection) : 0);
    }

    private int confirmations(RedisDataSource connection) {
        String millis = Long.toString(Math.max(1, replicaTimeout.toMillis())); // 0 would wait for ever
        return connection.execute("WAIT", Integer.toString(minReplicas), millis).toInteger();
    }

    /** @param life until the code is dead */
    void recordReserved(String account, String code, JobId job, Instant at, Duration life) {
        String record = JsonNodeFactory.instance.objectNode()
                .put("job_id", job.toString()).put("reserved_at", at.getEpochSecond()).toString();
        set("totp_used:" + account + ":" + code, record, life);
    }

    void recordConsumed(String account, String code, JobId job, boolean success, Duration life) {
        String record = JsonNodeFactory.instance.objectNode()
                .put("job_id", job.toString()).put("success", success).toString();
        set("totp_consumed:" + account + ":" + code, record, life);
    }

    private void set(String key, String value, Duration life) {
        valkey.execute("SET", key, value, "PX", Long.toString(life.toMillis()));
    }

    void countGenerated(String account, LocalDate day) {
        count(account, day, 1, 0, 0);
    }

    void countConsumed(String account, LocalDate day, boolean success) {
        count(account, day, 0, 1, success ? 1 : 0);
    }

    private void count(String account, LocalDate day, int generated, int consumed, int successful) {
        run(valkey, COUNT, metricsKey(account, day), List.of(Integer.toString(generated), Integer.toString(consumed),
                Integer.toString(successful), Long.toString(KEEP_METRICS.toSeconds())));
    }

    TotpUsage usage(String account, LocalDate day) {
        Response record = valkey.execute("GET", metricsKey(account, day));
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

    /** What Valkey does when its memory is full: {@code noeviction}, {@code allkeys-lru}, … */
    String evictionPolicy() {
        return valkey.execute("INFO", "memory").toString().lines()
                .filter(line -> line.startsWith("maxmemory_policy:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst().orElse("unknown");
    }

    private static Response run(RedisDataSource connection, LuaScript script, String key, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(script.text(), "1", key));
        all.addAll(arguments);
        return connection.execute("EVAL", all.toArray(String[]::new));
    }
}
