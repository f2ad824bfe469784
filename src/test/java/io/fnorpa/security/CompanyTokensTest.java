package io.fnorpa.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fnorpa.token.Role;
import io.fnorpa.token.TokenRefusedException;
import io.fnorpa.token.TokenRefusedException.Reason;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of a company's issuer, whose keys are fetched over HTTP. */
class CompanyTokensTest {

    private PracticeIssuer issuer;

    @BeforeEach
    void startIssuer() throws IOException {
        issuer = PracticeIssuer.start();
    }

    @AfterEach
    void stopIssuer() {
        issuer.close();
    }

    @Test
    void aTokenSaysWhoAndWhichRole() throws Exception {
        JwtClaims claims = PracticeIssuer.claims();
        claims.setStringListClaim("groups", "operator", "canteen");
        claims.setStringClaim("preferred_username", "ada");

        assertThat(tokens(Map.of()).verify(bearer(claims))).isEqualTo(new Caller("ada", java.util.Set.of(Role.OPERATOR),
                Instant.ofEpochSecond(claims.getExpirationTime().getValue())));
    }

    @Test
    void rolesMayLieDeepAndHaveOtherNames() throws Exception {
        JwtClaims claims = PracticeIssuer.claims();
        claims.setClaim("realm_access", Map.of("roles", List.of("rpa-ops", "rpa-look")));

        Caller caller = tokens(Map.of("rpa.oidc.roles-claim", "realm_access/roles", "rpa.oidc.roles.operator", "rpa-ops",
                "rpa.oidc.roles.viewer", "rpa-look")).verify(bearer(claims));

        assertThat(caller.roles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.VIEWER);
        assertThat(caller.name()).isEqualTo("u-1");
    }

    @Test
    void whoHasNoneOfOurRolesIsRefused() {
        JwtClaims claims = PracticeIssuer.claims();
        claims.setStringListClaim("groups", "canteen");

        assertThat(refusal(bearer(claims))).isEqualTo(Reason.ROLE);
    }

    @Test
    void anotherIssuerAudienceOrTimeIsRefused() {
        JwtClaims otherIssuer = PracticeIssuer.claims();
        otherIssuer.setIssuer("https://login.example.com/realms/customers");
        JwtClaims otherAudience = PracticeIssuer.claims();
        otherAudience.setAudience("payroll");
        JwtClaims expired = PracticeIssuer.claims();
        expired.setExpirationTimeMinutesInTheFuture(-5);
        JwtClaims early = PracticeIssuer.claims();
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
        forged.setKey(new HmacKey(issuer.key().getRsaPublicKey().getEncoded()));
        forged.setPayload(PracticeIssuer.claims().toJson());

        assertThat(refusal(List.of("Bearer " + forged.getCompactSerialization()))).isIn(Reason.ALGORITHM, Reason.UNKNOWN_KEY);
    }

    @Test
    void aNewKeyOfTheIssuerIsFetched() throws Exception {
        CompanyTokens tokens = tokens(Map.of());
        JwtClaims claims = PracticeIssuer.claims();
        claims.setStringListClaim("groups", "viewer");
        tokens.verify(bearer(claims));

        issuer.signWith("second");

        // The issuer is asked at most about three times a second.
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptionsInstanceOf(TokenRefusedException.class)
                .untilAsserted(() -> assertThat(tokens.verify(bearer(claims)).roles()).containsExactly(Role.VIEWER));
    }

    @Test
    void anIssuerThatIsAwayLetsNobodyIn() {
        issuer.close();

        assertThat(refusal(bearer(PracticeIssuer.claims()))).isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void aWrongConfigurationIsToldAtStart() {
        assertThatThrownBy(() -> tokens(Map.of("rpa.oidc.jwks-url", "http://login.example.com/keys")))
                .hasMessageContaining("rpa.oidc.jwks-url is http://login.example.com/keys").hasMessageContaining("https://");
        assertThatThrownBy(() -> new CompanyTokens(PracticeIssuer.config(Map.of("rpa.oidc.issuer", PracticeIssuer.ISSUER)), Clock.systemUTC()))
                .hasMessageContaining("rpa.oidc.jwks-url is not set").hasMessageContaining("jwks_uri");
    }

    private Reason refusal(List<String> authorization) {
        return catchThrowableOfType(TokenRefusedException.class, () -> tokens(Map.of()).verify(authorization)).reason();
    }

    private CompanyTokens tokens(Map<String, String> settings) {
        return issuer.tokens(settings);
    }

    private List<String> bearer(JwtClaims claims) {
        return List.of("Bearer " + issuer.token(claims));
    }
}
