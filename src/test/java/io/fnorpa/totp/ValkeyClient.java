package io.fnorpa.totp;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.runtime.datasource.BlockingRedisDataSourceImpl;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.time.Duration;

/** The client that the platform has of Quarkus, without Quarkus around it. */
public final class ValkeyClient implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Redis redis;
    private final RedisDataSource commands;

    public ValkeyClient(URI address) {
        redis = Redis.createClient(vertx, new RedisOptions().setConnectionString(address.toString())
                .setMaxPoolSize(8).setMaxPoolWaiting(200));
        commands = new BlockingRedisDataSourceImpl(vertx, redis, RedisAPI.api(redis), Duration.ofSeconds(20));
    }

    public RedisDataSource commands() {
        return commands;
    }

    @Override
    public void close() {
        redis.close();
        vertx.closeAndAwait();
    }
}
