package io.fnorpa.config;

import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The platform's token keys; made at the first start. A mere worker has the public ones alone, and makes none. */
public class TokenKeys {

    @Produces
    @Singleton
    SigningKeys keys(PlatformConfig config) {
        SigningKeys keys = new SigningKeys(config.keys().dir().toAbsolutePath());
        return config.roles().contains(Role.ORCHESTRATOR) ? keys.createIfAbsent() : keys;
    }

    @Produces
    @Singleton
    TokenIssuer issuer(SigningKeys keys, Clock clock) {
        return new TokenIssuer(keys, clock);
    }
}
