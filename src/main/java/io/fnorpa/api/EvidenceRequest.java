package io.fnorpa.api;

import java.util.Map;

/**
 * A piece of evidence that somebody wants to see.
 *
 * @param id  the job
 * @param key where the piece is in S3
 */
public record EvidenceRequest(long id, String key) {

    /** The parameters of {@code select-evidence.sql}. */
    public Map<String, Object> getRow() {
        return Map.of("id", id, "key", key);
    }

    public String key() {
        return key;
    }
}
