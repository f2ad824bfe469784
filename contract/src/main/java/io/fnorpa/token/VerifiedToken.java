package io.fnorpa.token;

import java.time.Instant;

/**
 * What a token said that was found good.
 *
 * @param subject   such as {@code job/42/attempt/1}
 * @param sessionId claim {@code sid}; null where the token is not for a session
 * @param expiry    until when
 */
public record VerifiedToken(String subject, String sessionId, Instant expiry) {}
