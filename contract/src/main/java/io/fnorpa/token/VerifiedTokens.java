package io.fnorpa.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens whose signature and claims were found good, so that a client that sends the same token with each call costs one
 * verification, not hundreds (each takes a millisecond and more). They are known by their SHA-256 alone: no token stays in
 * memory. What was valid before stays so until its expiry. Thread-safe; the last {@value #MOST} are kept.
 */
final class VerifiedTokens {

    static final int MOST = 256;

    private final Map<ByteBuffer, VerifiedToken> bySha256 = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, VerifiedToken> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<VerifiedToken> find(String token, Instant now) {
        ByteBuffer key = sha256(token);
        VerifiedToken found = bySha256.get(key);
        if (found != null && !now.isBefore(found.expiry())) {
            bySha256.remove(key); // the verifier says whether the clocks' difference still allows it
            return Optional.empty();
        }
        return Optional.ofNullable(found);
    }

    synchronized void keep(String token, VerifiedToken verified) {
        bySha256.put(sha256(token), verified);
    }

    private static ByteBuffer sha256(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
