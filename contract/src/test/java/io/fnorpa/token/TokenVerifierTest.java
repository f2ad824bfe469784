package io.fnorpa.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fnorpa.job.AttemptId;
import io.fnorpa.token.TokenRefusedException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenVerifierTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final AttemptId ATTEMPT = AttemptId.of(42, 1);

    @TempDir
    Path folder;

    private SigningKeys keys;
    private TokenIssuer issuer;
    private TokenVerifier verifier;

    @BeforeEach
    void makeKeys() {
        keys = new SigningKeys(folder.resolve("keys")).createIfAbsent();
        issuer = new TokenIssuer(keys, at(NOW));
        verifier = new TokenVerifier(keys.publicKeysFile(), "browser-1", TokenIssuer.LONGEST_SESSION, at(NOW));
    }

    @Test
    void aTokenForThisInstanceSaysItsAttemptAndSession() throws Exception {
        VerifiedToken token = verifier.verify(bearer(sessionToken("browser-1")));

        assertThat(token.subject()).isEqualTo("job/42/attempt/1");
        assertThat(token.sessionId()).isEqualTo("s-1");
        assertThat(token.expiry()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void aTokenOutlivesNeitherItsJobNorAnHour() throws Exception {
        String token = issuer.session("browser-1", ATTEMPT, "s-1", NOW.plus(Duration.ofDays(1))).reveal();

        assertThat(verifier.verify(bearer(token)).expiry()).isEqualTo(NOW.plusSeconds(3600));
    }

    @Test
    void aTokenThatWasVerifiedBeforeExpiresAllTheSame() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        TokenVerifier remembering = new TokenVerifier(keys.publicKeysFile(), "browser-1", TokenIssuer.LONGEST_SESSION, clock(now));
        List<String> header = bearer(sessionToken("browser-1"));

        VerifiedToken first = remembering.verify(header);
        assertThat(remembering.verify(header)).isSameAs(first);

        now.set(NOW.plusSeconds(120));
        assertThat(catchThrowableOfType(TokenRefusedException.class, () -> remembering.verify(header)).reason()).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void oneThatDiffersFromAVerifiedOneInItsSignatureAloneIsRefused() throws Exception {
        String good = sessionToken("browser-1");
        verifier.verify(bearer(good));

        assertThat(refusal(bearer(good.substring(0, good.length() - 4) + "AAAA"))).isEqualTo(Reason.SIGNATURE);
    }

    private static Clock clock(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }

    @Test
    void refusesWhatIsMissingTwiceOversizedOrMalformed() {
        assertThat(refusal(List.of())).isEqualTo(Reason.MISSING);
        assertThat(refusal(List.of("Bearer a", "Bearer b"))).isEqualTo(Reason.TWICE);
        assertThat(refusal(List.of("Bearer " + "x".repeat(5000)))).isEqualTo(Reason.OVERSIZED);
        assertThat(refusal(List.of("Basic eDp5"))).isEqualTo(Reason.MALFORMED);
        assertThat(refusal(List.of("Bearer not.a.token"))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesAnotherAudienceAnExpiredAndAFutureToken() {
        assertThat(refusal(bearer(sessionToken("browser-2")))).isEqualTo(Reason.AUDIENCE);
        assertThat(refusalAt(NOW.plusSeconds(120), sessionToken("browser-1"))).isEqualTo(Reason.EXPIRED);
        assertThat(refusalAt(NOW.minusSeconds(120), sessionToken("browser-1"))).isEqualTo(Reason.NOT_YET_VALID);
    }

    @Test
    void refusesAChangedTokenAnUnknownKeyAndNoSignature() {
        String token = sessionToken("browser-1");
        String[] parts = token.split("\\.");
        String otherPayload = sessionToken("browser-2").split("\\.")[1];
        assertThat(refusal(bearer(parts[0] + "." + otherPayload + "." + parts[2]))).isEqualTo(Reason.SIGNATURE);

        SigningKeys strangers = new SigningKeys(folder.resolve("strangers")).createIfAbsent();
        String strange = new TokenIssuer(strangers, at(NOW)).session("browser-1", ATTEMPT, "s-1", NOW.plusSeconds(60)).reveal();
        assertThat(refusal(bearer(strange))).isEqualTo(Reason.UNKNOWN_KEY);

        String none = Base64.getUrlEncoder().withoutPadding()
                .encodeToString(("{\"alg\":\"none\",\"kid\":\"" + keys.signingKey().kid() + "\"}").getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(bearer(none + "." + parts[1] + "."))).isEqualTo(Reason.ALGORITHM);
    }

    @Test
    void refusesThePublicKeyUsedAsAnHmacSecret() throws Exception {
        JsonWebSignature forged = new JsonWebSignature();
        forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        forged.setKeyIdHeaderValue(keys.signingKey().kid());
        forged.setKey(new HmacKey(Files.readAllBytes(keys.publicKeysFile())));
        forged.setPayload(new String(Base64.getUrlDecoder().decode(sessionToken("browser-1").split("\\.")[1]), StandardCharsets.UTF_8));

        assertThat(refusal(bearer(forged.getCompactSerialization()))).isEqualTo(Reason.ALGORITHM);
    }

    @Test
    void keysRotateWithoutARestart() throws Exception {
        SigningKeys next = new SigningKeys(folder.resolve("next")).createIfAbsent();
        String token = new TokenIssuer(next, at(NOW)).session("browser-1", ATTEMPT, "s-1", NOW.plusSeconds(60)).reveal();
        assertThat(refusal(bearer(token))).isEqualTo(Reason.UNKNOWN_KEY);

        Files.writeString(keys.publicKeysFile(), Files.readString(next.publicKeysFile()));
        Files.setLastModifiedTime(keys.publicKeysFile(), java.nio.file.attribute.FileTime.from(NOW));

        assertThat(verifier.verify(bearer(token)).sessionId()).isEqualTo("s-1");
    }

    @Test
    void ofTwoFilesInOneMomentTheSecondCounts() throws Exception {
        SigningKeys next = new SigningKeys(folder.resolve("next")).createIfAbsent();
        String token = new TokenIssuer(next, at(NOW)).session("browser-1", ATTEMPT, "s-1", NOW.plusSeconds(60)).reveal();
        Files.setLastModifiedTime(next.publicKeysFile(), Files.getLastModifiedTime(keys.publicKeysFile()));

        Files.move(next.publicKeysFile(), keys.publicKeysFile(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(verifier.verify(bearer(token)).sessionId()).isEqualTo("s-1");
        assertThat(refusal(bearer(sessionToken("browser-1")))).isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void aBadFileOfKeysLocksNobodyOut() throws Exception {
        String token = sessionToken("browser-1");

        Files.writeString(keys.publicKeysFile(), "half a fi");
        Files.setLastModifiedTime(keys.publicKeysFile(), java.nio.file.attribute.FileTime.from(NOW));

        assertThat(verifier.verify(bearer(token)).sessionId()).isEqualTo("s-1");
    }

    @Test
    void afterABadFileAGoodOneCounts() throws Exception {
        String token = sessionToken("browser-1");
        SigningKeys next = new SigningKeys(folder.resolve("next")).createIfAbsent();
        Files.writeString(keys.publicKeysFile(), "half a fi");
        verifier.verify(bearer(token));

        Files.writeString(keys.publicKeysFile(), Files.readString(next.publicKeysFile()));

        assertThat(refusal(bearer(token))).isEqualTo(Reason.UNKNOWN_KEY);
    }

    @Test
    void refusesATokenThatIsGoodForLongerThanAnyMayBe() throws Exception {
        TokenVerifier strict = new TokenVerifier(keys.publicKeysFile(), "browser-1", Duration.ofSeconds(59), at(NOW));

        assertThat(catchThrowableOfType(TokenRefusedException.class, () -> strict.verify(bearer(sessionToken("browser-1")))))
                .hasMessageContaining("longer than 59 s").extracting(TokenRefusedException::reason).isEqualTo(Reason.TOO_LONG);
    }

    @Test
    void aPersonsTokenSaysTheRole() throws Exception {
        TokenVerifier api = new TokenVerifier(keys.publicKeysFile(), TokenIssuer.API_AUDIENCE, TokenIssuer.LONGEST_API, at(NOW));

        VerifiedToken token = api.verify(bearer(issuer.api("Ada", "operator", Duration.ofHours(1)).reveal()));

        assertThat(token.subject()).isEqualTo("Ada");
        assertThat(token.groups()).containsExactly("operator");
    }

    private Reason refusal(List<String> authorization) {
        return catchThrowableOfType(TokenRefusedException.class, () -> verifier.verify(authorization)).reason();
    }

    private Reason refusalAt(Instant time, String token) {
        TokenVerifier later = new TokenVerifier(keys.publicKeysFile(), "browser-1", TokenIssuer.LONGEST_SESSION, at(time));
        return catchThrowableOfType(TokenRefusedException.class, () -> later.verify(bearer(token))).reason();
    }

    private String sessionToken(String instance) {
        return issuer.session(instance, ATTEMPT, "s-1", NOW.plusSeconds(60)).reveal();
    }

    private static List<String> bearer(String token) {
        return List.of("Bearer " + token);
    }

    private static Clock at(Instant time) {
        return Clock.fixed(time, ZoneOffset.UTC);
    }
}
