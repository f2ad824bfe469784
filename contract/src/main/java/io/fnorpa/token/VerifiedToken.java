package io.fnorpa.token;

import java.time.Instant;
import java.util.List;

/**
 * What a token said that was found good.
 *
 * @param subject   such as {@code job/42/attempt/1}, or a person's name
 * @param sessionId claim {@code sid}; null where the token is not for a session
 * @param groups    claim {@code groups}: a person's roles; empty where there are none
 * @param expiry    until when
 */
public record VerifiedToken(String subject, String sessionId, List<String> groups, Instant expiry) {

    /** Of a token that speaks for no person. */
    public VerifiedToken(String subject, String sessionId, Instant expiry) {
        this(subject, sessionId, List.of(), expiry);
    }
}
