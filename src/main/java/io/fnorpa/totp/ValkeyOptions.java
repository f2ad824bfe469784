package io.fnorpa.totp;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Remembers how Valkey's client connects, its password and TLS too, for those who talk to one server by itself. */
@ApplicationScoped
public class ValkeyOptions implements RedisOptionsCustomizer {

    private volatile RedisOptions options;

    @Override
    public void customize(String clientName, RedisOptions options) {
        this.options = options;
    }

    /** @param address such as {@code redis://10.1.2.3:6379} */
    RedisOptions of(String address) {
        return forOne(options, address);
    }

    static RedisOptions forOne(RedisOptions options, String address) {
        return new RedisOptions(options).setType(RedisClientType.STANDALONE)
                .setEndpoints(List.of(address)); // a list of its own: setConnectionString would empty the one that it shares
    }
}
