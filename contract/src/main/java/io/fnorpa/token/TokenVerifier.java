package io.fnorpa.token;

import io.fnorpa.token.TokenRefusedException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwx.HeaderParameterNames;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Verifies the platform's tokens with a set of public keys, which is read again when its file changed, so that keys
 * rotate without a restart. ES256 alone is taken. Thread-safe.
 */
public final class TokenVerifier {

    /** A token is refused unread beyond this length, in characters. */
    public static final int LONGEST_TOKEN = 4096;

    private static final int CLOCK_SKEW_SECONDS = 5;

    private static final Logger LOG = Logger.getLogger(TokenVerifier.class.getName());

    private final Path publicKeys;
    private final String audience;
    private final Duration longest;
    private final Clock clock;
    private volatile KeySet known;
    /** The version of a file that could not be read, so that it is not tried again and told of at each request. */
    private volatile List<Object> refusedFile = List.of();

    /**
     * @param publicKeys file with a JSON Web Key Set
     * @param audience   who we are
     * @param longest    a token that is good for longer than this is refused, whoever signed it
     */
    public TokenVerifier(Path publicKeys, String audience, Duration longest, Clock clock) {
        this.publicKeys = publicKeys;
        this.audience = audience;
        this.longest = longest;
        this.clock = clock;
        this.known = KeySet.read(publicKeys);
    }

    /**
     * Verifies the values of the Authorization header.
     *
     * @param authorization all values of the header that the request carried; exactly one is right
     */
    public VerifiedToken verify(List<String> authorization) throws TokenRefusedException {
        return verify(BearerHeader.token(authorization, LONGEST_TOKEN));
    }

    private VerifiedToken verify(String token) throws TokenRefusedException {
        KeySet keys = current();
        Optional<VerifiedToken> before = keys.verified().find(token, clock.instant());
        if (before.isPresent()) {
            return before.get();
        }
        VerifiedToken verified = verify(token, keys);
        keys.verified().keep(token, verified);
        return verified;
    }

    private VerifiedToken verify(String token, KeySet keys) throws TokenRefusedException {
        try {
            JwtContext verified = consumer(keys).process(token);
            mustBePlain(verified);
            JwtClaims claims = verified.getJwtClaims();
            mustEndInTime(claims);
            return new VerifiedToken(subject(claims), claims.getStringClaimValue("sid"), groups(claims),
                    Instant.ofEpochSecond(claims.getExpirationTime().getValue()));
        } catch (InvalidJwtException e) {
            throw TokenRefusedException.of(e);
        } catch (MalformedClaimException | DateTimeException e) {
            throw new TokenRefusedException(Reason.MALFORMED, "The token was refused: malformed claim");
        }
    }

    /** No token inside another, and no critical header: of those the library knows one, b64, that no JWT may have (RFC 7797, section 7). */
    private static void mustBePlain(JwtContext token) throws TokenRefusedException {
        List<JsonWebStructure> layers = token.getJoseObjects();
        if (layers.size() != 1 || layers.get(0).getHeaders().getObjectHeaderValue(HeaderParameterNames.CRITICAL) != null) {
            throw new TokenRefusedException(Reason.MALFORMED, "The token was refused: it is not a plain signed token");
        }
    }

    private void mustEndInTime(JwtClaims claims) throws MalformedClaimException, TokenRefusedException {
        Instant begin = Instant.ofEpochSecond(claims.getNotBefore().getValue());
        if (Instant.ofEpochSecond(claims.getExpirationTime().getValue()).isAfter(begin.plus(longest))) {
            throw new TokenRefusedException(Reason.TOO_LONG, "The token was refused: it is good for longer than " + longest.toSeconds() + " s");
        }
    }

    private static String subject(JwtClaims claims) throws MalformedClaimException {
        if (claims.getSubject().isBlank()) {
            throw new MalformedClaimException("no subject");
        }
        return claims.getSubject();
    }

    private JwtConsumer consumer(KeySet keys) {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setVerificationKeyResolver((signature, nesting) -> keys.keyOf(signature))
                .setExpectedIssuer(TokenIssuer.ISSUER)
                .setExpectedAudience(audience)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setRequireNotBefore()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private static List<String> groups(JwtClaims claims) throws MalformedClaimException {
        return claims.hasClaim("groups") ? List.copyOf(claims.getStringListClaimValue("groups")) : List.of();
    }

    private KeySet current() {
        KeySet keys = known;
        return keys.isStale() && !KeySet.versionOf(publicKeys).equals(refusedFile) ? reread(keys) : keys;
    }

    private KeySet reread(KeySet old) {
        try {
            known = KeySet.read(publicKeys);
            LOG.info(() -> "The public keys in " + publicKeys + " have changed; there are " + known.keys().size() + " now");
            return known;
        } catch (UncheckedIOException | IllegalStateException e) {
            refusedFile = KeySet.versionOf(publicKeys);
            LOG.warning(() -> e.getMessage() + ". The keys that were read before stay in force");
            return old; // a bad file locks nobody out: the keys we have stay good
        }
    }

    /**
     * The keys as a file held them at a time.
     *
     * @param version  tells whether it is another file by now, or another content, also where both came within a moment
     * @param verified tokens that these keys have verified; other keys begin with none
     */
    private record KeySet(Path file, List<Object> version, List<JsonWebKey> keys, VerifiedTokens verified) {

        static KeySet read(Path file) {
            try {
                List<Object> version = version(file);
                return new KeySet(file, version, new JsonWebKeySet(Files.readString(file)).getJsonWebKeys(), new VerifiedTokens());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the public keys " + file
                        + "; it must be a JSON Web Key Set (the orchestrator's public-keys.json)", e);
            } catch (JoseException e) {
                throw new IllegalStateException(file + " is not a JSON Web Key Set: " + e.getMessage());
            }
        }

        boolean isStale() {
            try {
                return !version(file).equals(version);
            } catch (IOException e) {
                return false; // in the middle of a swap: go on with the keys we have
            }
        }

        /** Of a file that cannot be looked at: nothing. */
        static List<Object> versionOf(Path file) {
            try {
                return version(file);
            } catch (IOException e) {
                return List.of();
            }
        }

        private static List<Object> version(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        }

        java.security.Key keyOf(JsonWebSignature signature) throws UnresolvableKeyException {
            String kid = signature.getKeyIdHeaderValue();
            return keys.stream()
                    .filter(key -> kid != null && kid.equals(key.getKeyId()))
                    .findFirst()
                    .map(JsonWebKey::getKey)
                    .orElseThrow(() -> new UnresolvableKeyException("unknown key id"));
        }
    }
}
