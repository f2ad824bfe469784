package io.fnorpa.login;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A saved login as Valkey keeps it. Whoever reads it there learns when it was saved, not what.
 *
 * @param number    of the turn that made it: a later one is higher
 * @param keyId     key that it is encrypted with
 * @param savedAt   when it was saved
 * @param expiresAt when it may be used no longer
 * @param box       Base64 of nonce, cipher text and tag
 */
public record SealedLogin(long number, String keyId, Instant savedAt, Instant expiresAt, String box) {

    /** From the fields of the hash. */
    static SealedLogin of(Map<String, String> fields) {
        return new SealedLogin(Long.parseLong(fields.get("number")), fields.get("key_id"), time(fields.get("saved_at")),
                time(fields.get("expires_at")), fields.get("box"));
    }

    /** The fields of the hash, in the order in which {@code save-login.lua} wants them. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("number", Long.toString(number));
        fields.put("key_id", keyId);
        fields.put("saved_at", Long.toString(savedAt.toEpochMilli()));
        fields.put("expires_at", Long.toString(expiresAt.toEpochMilli()));
        fields.put("box", box);
        return fields;
    }

    private static Instant time(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    @Override
    public String toString() {
        return "login " + number + " saved at " + savedAt;
    }
}
