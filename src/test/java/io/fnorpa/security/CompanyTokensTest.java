package io.fnorpa.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.fnorpa.token.Role;
import io.fnorpa.token.TokenRefusedException;
import io.fnorpa.token.TokenRefusedException.Reason;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of a company's issuer, whose keys are fetched over HTTP. */
class CompanyTokensTest {

    private static final String ISSUER = "https://login.example.com/realms/staff";

    private HttpServer issuer;
    private volatile RsaJsonWebKey key;

    @BeforeEach
    void startIssuer() throws Exception {
        key = newKey("first");
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", call -> {
            byte[] keys = new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(200, keys.length);
            call.getResponseBody().write(keys);
            call.close();
        });
        issuer.start();
    }

    @AfterEach
    void stopIssuer() {
        issuer.stop(0);
    }

    @Test
    void aTokenSaysWhoAndWhichRole() throws Exception {
        JwtClaims claims = claims();
        claims.setStringListClaim("groups", "operator", "canteen");
        claims.setStringClaim("preferred_username", "ada");

        assertThat(tokens(Map.of()).verify(bearer(claims))).isEqualTo(new Caller("ada", java.util.Set.of(Role.OPERATOR),
                Instant.ofEpochSecond(claims.getExpirationTime().getValue())));
    }

    @Test
    void rolesMayLieDeepAndHaveOtherNames() throws Exception {
        JwtClaims claims = claims();
        claims.setClaim("realm_access", Map.of("roles", List.of("rpa-ops", "rpa-look")));

        Caller caller = tokens(Map.of("rpa.oidc.roles-claim", "realm_access/roles", "rpa.oidc.roles.operator", "rpa-ops",
                "rpa.oidc.roles.viewer", "rpa-look")).verify(bearer(claims));

        assertThat(caller.roles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.VIEWER);
        assertThat(caller.name()).isEqualTo("u-1");
    }

    @Test
    void whoHasNoneOfOurRolesIsRefused() {
        JwtClaims claims = claims();
        claims.setStringListClaim("groups", "canteen");

        assertThat(refusal(bearer(claims))).isEqualTo(Reason.ROLE);
    }

    @Test
    void anotherIssuerAudienceOrTimeIsRefused() {
        JwtClaims otherIssuer = claims();
        otherIssuer.setIssuer("https://login.example.com/realms/customers");
        JwtClaims otherAudience = claims();
        otherAudience.setAudience("payroll");
        JwtClaims expired = claims();
        expired.setExpirationTimeMinutesInTheFuture(-5);
        JwtClaims early = claims();
        early.setNotBeforeMinutesInThePast(-5);

        assertThat(refusal(bearer(otherIssuer))).isEqualTo(Reason.ISSUER);
        assertThat(refusal(bearer(otherAudience))).isEqualTo(Reason.AUDIENCE);
        assertThat(refusal(bearer(expired))).isEqualTo(Reason.EXPIRED);
        assertThat(refusal(bearer(early))).isEqualTo(Reason.NOT_YET_VALID);
    }

    @Test
    void thePublicKeyIsNoHmacSecret() throws Exception {
        JsonWebSignature forged = new JsonWebSignature();
        forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        forged.setKeyIdHeaderValue("first");
        forged.setKey(new HmacKey(key.getRsaPublicKey().getEncoded()));
        forged.setPayload(claims().toJson());

        assertThat(refusal(List.of("Bearer " + forged.getCompactSerialization()))).isIn(Reason.ALGORITHM, Reason.UNKNOWN_KEY);
    }

    @Test
    void aNewKeyOfTheIssuerIsFetched() throws Exception {
        CompanyTokens tokens = tokens(Map.of());
        JwtClaims claims = claims();
        claims.setStringListClaim("groups", "viewer");
        tokens.verify(bearer(claims));

        key = newKey("second");

        // The issuer is asked at most about three times a second.
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptionsInstanceOf(TokenRefusedException.class)
                .untilAsserted(() -> assertThat(tokens.verify(bearer(claims)).roles()).containsExactly(Role.VIEWER));
    }

    @Test
    void anIssuerThatIsAwayLetsNobodyIn() {
        issuer.stop(0);

        assertThat(refusal(bearer(claims()))).isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void aWrongConfigurationIsToldAtStart() {
        assertThatThrownBy(() -> tokens(Map.of("rpa.oidc.jwks-url", "http://login.example.com/keys")))
                .hasMessageContaining("rpa.oidc.jwks-url is http://login.example.com/keys").hasMessageContaining("https://");
        assertThatThrownBy(() -> new CompanyTokens(config(Map.of("rpa.oidc.issuer", ISSUER)), Clock.systemUTC()))
                .hasMessageContaining("rpa.oidc.jwks-url is not set").hasMessageContaining("jwks_uri");
    }

    private Reason refusal(List<String> authorization) {
        return catchThrowableOfType(TokenRefusedException.class, () -> tokens(Map.of()).verify(authorization)).reason();
    }

    private CompanyTokens tokens(Map<String, String> settings) {
        Map<String, String> all = new java.util.HashMap<>(Map.of("rpa.oidc.issuer", ISSUER,
                "rpa.oidc.jwks-url", "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys"));
        all.putAll(settings);
        return new CompanyTokens(config(all), Clock.systemUTC());
    }

    private static CompanyIssuer config(Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(CompanyIssuer.class).withDefaultValues(settings).build();
        return config.getConfigMapping(CompanyIssuer.class);
    }

    private List<String> bearer(JwtClaims claims) {
        try {
            JsonWebSignature token = new JsonWebSignature();
            token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            token.setKeyIdHeaderValue(key.getKeyId());
            token.setKey(key.getPrivateKey());
            token.setPayload(claims.toJson());
            return List.of("Bearer " + token.getCompactSerialization());
        } catch (org.jose4j.lang.JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RsaJsonWebKey newKey(String kid) throws Exception {
        RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId(kid);
        return key;
    }

    private static JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience("fnorpa-api");
        claims.setSubject("u-1");
        claims.setExpirationTimeMinutesInTheFuture(5);
        return claims;
    }
}
