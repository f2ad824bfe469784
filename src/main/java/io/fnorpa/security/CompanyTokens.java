package io.fnorpa.security;

import io.fnorpa.token.BearerHeader;
import io.fnorpa.token.Role;
import io.fnorpa.token.TokenRefusedException;
import io.fnorpa.token.TokenRefusedException.Reason;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/**
 * Tokens of the company's OIDC issuer. Its keys are fetched when they are first needed, kept for an hour, and fetched
 * again when a token names a key that is not among them; while the issuer is away the old ones serve for a day.
 */
final class CompanyTokens implements PeoplesTokens {

    /** Tokens of large companies list many groups; Quarkus takes headers of 20 KiB at the most. */
    private static final int LONGEST_TOKEN = 16_384;
    private static final int CLOCK_SKEW_SECONDS = 30;
    private static final long KEYS_SERVE_SECONDS = 3_600;
    private static final long KEYS_SERVE_SECONDS_WHILE_AWAY = 86_400;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final String[] ALGORITHMS = {
        AlgorithmIdentifiers.RSA_USING_SHA256, AlgorithmIdentifiers.RSA_USING_SHA384, AlgorithmIdentifiers.RSA_USING_SHA512,
        AlgorithmIdentifiers.RSA_PSS_USING_SHA256, AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
        AlgorithmIdentifiers.RSA_PSS_USING_SHA512, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
        AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384, AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512
    };

    private final CompanyIssuer company;
    private final Clock clock;
    private final HttpsJwksVerificationKeyResolver keys;

    CompanyTokens(CompanyIssuer company, Clock clock) {
        this.company = company;
        this.clock = clock;
        this.keys = new HttpsJwksVerificationKeyResolver(keySet(company));
    }

    private static HttpsJwks keySet(CompanyIssuer company) {
        URI url = company.jwksUrl().orElseThrow(() -> new IllegalStateException("rpa.oidc.issuer is " + company.issuer().orElse("")
                + ", but rpa.oidc.jwks-url is not set. Set it to the 'jwks_uri' of the issuer's /.well-known/openid-configuration"));
        if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && THIS_MACHINE.contains(url.getHost()))) {
            throw new IllegalStateException("rpa.oidc.jwks-url is " + url + ". It must begin with https://:"
                    + " keys that come in the clear can be exchanged on their way");
        }
        HttpsJwks keySet = new HttpsJwks(url.toString());
        keySet.setDefaultCacheDuration(KEYS_SERVE_SECONDS);
        keySet.setRetainCacheOnErrorDuration(KEYS_SERVE_SECONDS_WHILE_AWAY);
        return keySet;
    }

    @Override
    public Caller verify(List<String> authorization) throws TokenRefusedException {
        String token = BearerHeader.token(authorization, LONGEST_TOKEN);
        try {
            JwtClaims claims = consumer().processToClaims(token);
            return new Caller(name(claims), roles(claims), Instant.ofEpochSecond(claims.getExpirationTime().getValue()));
        } catch (InvalidJwtException e) {
            throw TokenRefusedException.of(e);
        } catch (MalformedClaimException e) {
            throw new TokenRefusedException(Reason.MALFORMED, "The token was refused: malformed claim");
        }
    }

    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, ALGORITHMS)
                .setVerificationKeyResolver(keys)
                .setExpectedIssuer(company.issuer().orElseThrow())
                .setExpectedAudience(company.audience())
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private String name(JwtClaims claims) throws MalformedClaimException {
        return claims.getClaimValue(company.nameClaim()) instanceof String name && !name.isBlank() ? name : claims.getSubject();
    }

    private Set<Role> roles(JwtClaims claims) throws TokenRefusedException {
        Collection<String> names = roleNames(claims);
        Set<Role> roles = EnumSet.allOf(Role.class).stream().filter(role -> names.contains(nameOf(role))).collect(Collectors.toSet());
        if (roles.isEmpty()) {
            throw new TokenRefusedException(Reason.ROLE, "The token's claim " + company.rolesClaim() + " has none of the roles "
                    + EnumSet.allOf(Role.class).stream().map(this::nameOf).collect(Collectors.joining(", ")));
        }
        return roles;
    }

    private Collection<String> roleNames(JwtClaims claims) {
        Object value = claims.getClaimsMap();
        for (String key : company.rolesClaim().split("/")) {
            value = value instanceof Map<?, ?> object ? object.get(key) : null;
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value instanceof String text ? List.of(text.split(" ")) : List.of();
    }

    private String nameOf(Role role) {
        return switch (role) {
            case VIEWER -> company.roles().viewer();
            case OPERATOR -> company.roles().operator();
            case AUTHOR -> company.roles().author();
        };
    }
}
