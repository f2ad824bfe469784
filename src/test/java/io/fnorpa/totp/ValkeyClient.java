package io.fnorpa.totp;

import io.fnorpa.secret.Secret;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.runtime.datasource.BlockingRedisDataSourceImpl;
import io.vertx.core.net.NetClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The client that the platform has of Quarkus, with what application.properties says, without Quarkus around it. */
public final class ValkeyClient implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final Vertx vertx = Vertx.vertx();
    private final RedisOptions options;
    private final Redis redis;
    private final RedisDataSource commands;

    /** Of one server. */
    public ValkeyClient(URI address) {
        this(RedisClientType.STANDALONE, address.toString(), null);
    }

    private ValkeyClient(RedisClientType type, String addresses, Secret password) {
        options = new RedisOptions().setType(type).setEndpoints(List.of(addresses.split(",")))
                .setMaxPoolSize(8).setMaxPoolWaiting(200).setHashSlotCacheTTL(1000).setTopologyCacheTTL(1000).setAutoFailover(false)
                .setPassword(password == null ? null : password.reveal())
                .setNetClientOptions(new NetClientOptions().setConnectTimeout(1000));
        ValkeyOptions.limitSilence(options, SILENCE);
        if (type == RedisClientType.SENTINEL) {
            options.setMasterName("rpa");
        }
        redis = Redis.createClient(vertx, options);
        commands = new BlockingRedisDataSourceImpl(vertx, redis, RedisAPI.api(redis), LIMIT);
    }

    static ValkeyClient ofSentinels(String addresses, Secret password) {
        return new ValkeyClient(RedisClientType.SENTINEL, addresses, password);
    }

    static ValkeyClient ofCluster(String addresses) {
        return new ValkeyClient(RedisClientType.CLUSTER, addresses, null);
    }

    public RedisDataSource commands() {
        return commands;
    }

    TotpLedger ledger(int minReplicas, Duration replicaTimeout) {
        return new TotpLedger(commands, minReplicas, replicaTimeout, LIMIT);
    }

    io.vertx.core.Vertx vertx() {
        return vertx.getDelegate();
    }

    /** How it connects to one server by itself. */
    RedisOptions optionsOf(String address) {
        return ValkeyOptions.forOne(options, address);
    }

    @Override
    public void close() {
        redis.close();
        vertx.closeAndAwait();
    }
}
