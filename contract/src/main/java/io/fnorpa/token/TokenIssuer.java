package io.fnorpa.token;

import io.fnorpa.job.AttemptId;
import io.fnorpa.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Mints the platform's tokens: JSON Web Tokens (RFC 7519) signed with ES256. Only the orchestrator and
 * {@code bin/token} have the key for it. Who may call what with which token is the table in docs/security.md.
 */
public final class TokenIssuer {

    /** Claim {@code iss} of each token. */
    public static final String ISSUER = "fnorpa";
    /** Audience of the tokens with which people and the dashboard call {@code /api}. */
    public static final String API_AUDIENCE = "fnorpa-api";
    /** Audience of the tokens with which an attempt reports to the orchestrator. */
    public static final String ATTEMPT_AUDIENCE = "fnorpa-attempt";
    /** Audience of the tokens with which the orchestrator gives a worker a job. */
    public static final String WORKER_AUDIENCE = "fnorpa-worker";
    /** Audience of the tokens that keep a person logged in to the console. */
    public static final String CONSOLE_AUDIENCE = "fnorpa-console";
    /** Subject of the tokens of sessions that are for no job. */
    public static final String PROBE_SUBJECT = "probe";
    /** The longest life of a session's token. */
    public static final Duration LONGEST_SESSION = Duration.ofSeconds(3600);
    /** A person's token lives at most so long. */
    public static final Duration LONGEST_API = Duration.ofDays(366);
    /** A login to the console lasts at most so long. */
    public static final Duration LONGEST_CONSOLE = Duration.ofHours(12);

    private final SigningKeys keys;
    private final Clock clock;

    public TokenIssuer(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * For one session of one browser service instance.
     *
     * @param instance  the browser service's instance id, the token's audience
     * @param attempt   the subject
     * @param sessionId the only session that it opens
     * @param deadline  of the job; a token lives at most {@link #LONGEST_SESSION}
     */
    public Secret session(String instance, AttemptId attempt, String sessionId, Instant deadline) {
        return session(instance, attempt.toString(), sessionId, earlier(deadline, clock.instant().plus(LONGEST_SESSION)));
    }

    /** For one session in which the platform finds out whether a browser service works, for no job. */
    public Secret probe(String instance, String sessionId, Duration life) {
        return session(instance, PROBE_SUBJECT, sessionId, clock.instant().plus(life));
    }

    private Secret session(String instance, String subject, String sessionId, Instant expiry) {
        JwtClaims claims = claims(instance, subject, expiry);
        claims.setStringClaim("sid", sessionId);
        return sign(claims);
    }

    /** For the reports of one attempt. */
    public Secret attempt(AttemptId attempt, Instant deadline) {
        return sign(claims(ATTEMPT_AUDIENCE, attempt.toString(), earlier(deadline, clock.instant().plus(LONGEST_SESSION))));
    }

    /**
     * With which the orchestrator gives a worker one attempt, and asks for its outcome.
     *
     * @param attempt the subject
     */
    public Secret worker(AttemptId attempt, Instant deadline) {
        return sign(claims(WORKER_AUDIENCE, attempt.toString(), earlier(deadline, clock.instant().plus(LONGEST_SESSION))));
    }

    /** For a person or the dashboard: {@code role} is viewer, operator or author. */
    public Secret api(String subject, String role, Duration life) {
        JwtClaims claims = claims(API_AUDIENCE, subject, clock.instant().plus(life));
        claims.setStringListClaim("groups", List.of(role));
        claims.setStringClaim("upn", subject);
        return sign(claims);
    }

    /**
     * Keeps a person logged in to the console, and opens nothing else.
     *
     * @param roles  those of the token that the person came with
     * @param expiry when that token ends; this one lives at most {@link #LONGEST_CONSOLE}
     */
    public Secret console(String subject, Collection<Role> roles, Instant expiry) {
        JwtClaims claims = claims(CONSOLE_AUDIENCE, subject, earlier(expiry, clock.instant().plus(LONGEST_CONSOLE)));
        claims.setStringListClaim("groups", roles.stream().map(Role::id).sorted().toList());
        return sign(claims);
    }

    private JwtClaims claims(String audience, String subject, Instant expiry) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(audience);
        claims.setSubject(subject);
        claims.setIssuedAt(numeric(clock.instant()));
        claims.setNotBefore(numeric(clock.instant()));
        claims.setExpirationTime(numeric(expiry));
        claims.setGeneratedJwtId();
        return claims;
    }

    private Secret sign(JwtClaims claims) {
        SigningKeys.SigningKey signing = keys.signingKey();
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        token.setKeyIdHeaderValue(signing.kid());
        token.setHeader("typ", "JWT");
        token.setKey(signing.key());
        token.setPayload(claims.toJson());
        try {
            return Secret.of(token.getCompactSerialization());
        } catch (JoseException e) {
            throw new IllegalStateException("Cannot sign a token with " + signing, e);
        }
    }

    private static NumericDate numeric(Instant instant) {
        return NumericDate.fromSeconds(instant.getEpochSecond());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
