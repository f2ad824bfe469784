package io.fnorpa.totp;

import io.fnorpa.config.PlatformConfig;
import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Remembers how Valkey's client connects, its password and TLS too, for those who talk to one server by itself. And sets
 * the limit that the client lacks for a server that takes connections and answers nothing (frozen, cut off): it would
 * wait for such a sentinel or node for ever, and with it all who come later. A connection on which nothing came for as
 * long as a call may take is closed, an idle one too.
 */
@ApplicationScoped
public class ValkeyOptions implements RedisOptionsCustomizer {

    private final Duration silence;
    private volatile RedisOptions options;

    ValkeyOptions(PlatformConfig config) {
        this.silence = config.valkey().timeout();
    }

    @Override
    public void customize(String clientName, RedisOptions options) {
        limitSilence(options, silence);
        this.options = options;
    }

    static void limitSilence(RedisOptions options, Duration silence) {
        options.getNetClientOptions().setIdleTimeoutUnit(TimeUnit.MILLISECONDS).setReadIdleTimeout((int) silence.toMillis());
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
