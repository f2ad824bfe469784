package io.fnorpa.browser.service;

import io.fnorpa.job.AttemptId;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** The keys that the service under test verifies with, and the tokens that a test calls it with. */
public class TokenKeys implements QuarkusTestResourceLifecycleManager {

    public static final String INSTANCE = "browser-under-test";

    private static final String FOLDER = "fnorpa.test.token-keys";
    private static final long LIFE_SECONDS = 1800;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("token-keys");
            System.setProperty(FOLDER, folder.toString());
            SigningKeys keys = new SigningKeys(folder).createIfAbsent();
            return Map.of("browser.token.public-keys", keys.publicKeysFile().toString(),
                    "browser.instance", INSTANCE,
                    "browser.allow-private-addresses", "true",
                    "browser.launch-timeout", "180s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        System.clearProperty(FOLDER);
    }

    public static SigningKeys keys() {
        return new SigningKeys(Path.of(System.getProperty(FOLDER)));
    }

    /** A good token of job 42 for a session. */
    public static String token(String sessionId) {
        return token(AttemptId.of(42, 1), sessionId, Instant.now().plusSeconds(LIFE_SECONDS));
    }

    public static String token(AttemptId attempt, String sessionId, Instant expiry) {
        return new TokenIssuer(keys(), Clock.systemUTC()).session(INSTANCE, attempt, sessionId, expiry).reveal();
    }
}
