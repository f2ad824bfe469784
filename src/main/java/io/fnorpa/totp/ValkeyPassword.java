package io.fnorpa.totp;

import io.fnorpa.secrets.SecretFiles;
import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Gives Valkey's client the password, if there is a secret {@code valkey-password}. The client keeps it: as an exception
 * among the secrets, a changed one wants a restart.
 */
@ApplicationScoped
public class ValkeyPassword implements RedisOptionsCustomizer {

    static final String SECRET = "valkey-password";

    private final SecretFiles secrets;

    ValkeyPassword(SecretFiles secrets) {
        this.secrets = secrets;
    }

    @Override
    public void customize(String clientName, RedisOptions options) {
        secrets.find(SECRET).ifPresent(password -> options.setPassword(password.reveal()));
    }
}
