package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.browser.service.Caller.Answer;
import io.fnorpa.job.AttemptId;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/** Nobody gets in without a good token for this service, on no path but live and ready. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class TokenGateTest {

    private static final List<String> PATHS = List.of("POST /browser/session/create", "DELETE /browser/session/close",
            "POST /browser/navigate", "POST /browser/interact", "POST /browser/wait", "POST /browser/expect",
            "GET /browser/extract", "POST /browser/totp/submit", "GET /browser/screenshot", "POST /browser/download",
            "GET /browser/source", "GET /browser/storage-state", "POST /browser/execute", "GET /health/browser",
            "GET /openapi", "GET /nothing/here", "GET /q/health", "GET /q/metrics", "GET /health/ready/", "GET /health//live");

    @TestHTTPResource("/")
    URL service;

    @Test
    void everyPathWantsAToken() {
        for (String path : PATHS) {
            String[] parts = path.split(" ");
            Answer answer = new Caller(service, null, "s").send(parts[0], parts[1], parts[0].equals("POST") ? "{}" : null);
            assertThat(answer.status()).as(path).isEqualTo(401);
            answer.problem("unauthorized");
        }
        assertThat(new Caller(service, null, "s").get("/health/live").status()).isEqualTo(200);
        assertThat(new Caller(service, null, "s").get("/health/ready").status()).isIn(200, 503);
    }

    @Test
    void refusesEachAttack() throws Exception {
        attacks().forEach((attack, headers) -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + "browser/navigate"))
                    .POST(BodyPublishers.ofString("{\"url\":\"/\"}"));
            headers.forEach(value -> request.header("Authorization", value));
            Answer answer = Caller.send(request.build());

            assertThat(answer.status()).as(attack).isEqualTo(401);
            assertThat(answer.json().toString()).as(attack).doesNotContain("eyJ");
        });
    }

    @Test
    void aTokenWithoutASessionMayNotDriveOne() {
        String token = new TokenIssuer(TokenKeys.keys(), Clock.systemUTC()).attempt(AttemptId.of(42, 1), Instant.now().plusSeconds(60)).reveal();

        assertThat(new Caller(service, token, "s").run("'type':'extract','kind':'url'").status()).isEqualTo(401);
        new Caller(service, sign(good(), "ES256", claims -> claims.unsetClaim("sid")), "s").run("'type':'extract','kind':'url'").problem("forbidden");
    }

    @Test
    void aTokenInTheQueryOrACookieIsNone() {
        String token = TokenKeys.token("s");
        Caller without = new Caller(service, null, "s");

        without.get("/browser/source?access_token=" + token).problem("unauthorized");
        without.get("/browser/source?Authorization=Bearer%20" + token).problem("unauthorized");
        without.get("/browser/source?CamelVertxPlatformHttpAuthenticatedUser=x").problem("unauthorized");
    }

    private Map<String, List<String>> attacks() throws Exception {
        String good = TokenKeys.token("s");
        String[] part = good.split("\\.");
        Map<String, List<String>> attacks = new LinkedHashMap<>();
        attacks.put("empty", List.of("Bearer"));
        attacks.put("no scheme", List.of(good));
        attacks.put("basic", List.of("Basic " + good));
        attacks.put("twice", List.of("Bearer " + good, "Bearer " + good));
        attacks.put("two in one", List.of("Bearer " + good + ", Bearer " + good));
        attacks.put("oversized", List.of("Bearer " + good + "x".repeat(5000)));
        attacks.put("rubbish", List.of("Bearer x.y.z"));
        attacks.put("two parts", List.of("Bearer " + part[0] + "." + part[1]));
        attacks.put("no signature", List.of("Bearer " + part[0] + "." + part[1] + "."));
        attacks.put("a zero signature", List.of("Bearer " + part[0] + "." + part[1] + "." + base64(new byte[64])));
        attacks.put("another payload", List.of("Bearer " + part[0] + "." + TokenKeys.token("t").split("\\.")[1] + "." + part[2]));
        attacks.put("algorithm none", List.of("Bearer " + none("none", part[1])));
        attacks.put("algorithm None", List.of("Bearer " + none("None", part[1])));
        attacks.put("HS256 with the public key", List.of("Bearer " + hmac()));
        attacks.put("a key of its own in the header", List.of("Bearer " + ownKey()));
        attacks.put("unknown key", List.of("Bearer " + stranger()));
        attacks.put("no key id", List.of("Bearer " + sign(good(), "ES256", claims -> { }, null)));
        attacks.put("wrong audience", List.of("Bearer " + sign(good(), "ES256", claims -> claims.setAudience("another"))));
        attacks.put("no audience", List.of("Bearer " + sign(good(), "ES256", claims -> claims.unsetClaim("aud"))));
        attacks.put("wrong issuer", List.of("Bearer " + sign(good(), "ES256", claims -> claims.setIssuer("else"))));
        attacks.put("no issuer", List.of("Bearer " + sign(good(), "ES256", claims -> claims.unsetClaim("iss"))));
        attacks.put("no subject", List.of("Bearer " + sign(good(), "ES256", claims -> claims.unsetClaim("sub"))));
        attacks.put("no expiry", List.of("Bearer " + sign(good(), "ES256", claims -> claims.unsetClaim("exp"))));
        attacks.put("expired", List.of("Bearer " + sign(good(), "ES256", claims -> claims.setExpirationTime(in(-60)))));
        attacks.put("not yet valid", List.of("Bearer " + sign(good(), "ES256", claims -> claims.setNotBefore(in(60)))));
        attacks.put("no not-before", List.of("Bearer " + sign(good(), "ES256", claims -> claims.unsetClaim("nbf"))));
        return attacks;
    }

    private static NumericDate in(long seconds) {
        return NumericDate.fromMilliseconds(Instant.now().plusSeconds(seconds).toEpochMilli());
    }

    private static JwtClaims good() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("fnorpa");
        claims.setAudience(TokenKeys.INSTANCE);
        claims.setSubject("job/42/attempt/1");
        claims.setNotBefore(in(-1));
        claims.setExpirationTime(in(Duration.ofMinutes(5).toSeconds()));
        claims.setStringClaim("sid", "s");
        return claims;
    }

    private interface Change {
        void in(JwtClaims claims);
    }

    private static String sign(JwtClaims claims, String algorithm, Change change) {
        return sign(claims, algorithm, change, kid());
    }

    /** Signed with the platform's own key. */
    private static String sign(JwtClaims claims, String algorithm, Change change, String kid) {
        change.in(claims);
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(algorithm);
        if (kid != null) {
            token.setKeyIdHeaderValue(kid);
        }
        token.setPayload(claims.toJson());
        token.setKey(privateKey());
        return serialized(token);
    }

    private static java.security.PrivateKey privateKey() {
        try {
            String pem = Files.readString(TokenKeys.keys().signingKeyFile()).replaceAll("(?m)^(#|-----).*$", "").replaceAll("\\s", "");
            return java.security.KeyFactory.getInstance("EC")
                    .generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        } catch (IOException | java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String kid() {
        try {
            return new JsonWebKeySet(Files.readString(TokenKeys.keys().publicKeysFile())).getJsonWebKeys().get(0).getKeyId();
        } catch (IOException | JoseException e) {
            throw new AssertionError(e);
        }
    }

    private static String none(String algorithm, String payload) {
        return base64(("{\"alg\":\"" + algorithm + "\",\"kid\":\"" + kid() + "\"}").getBytes(StandardCharsets.UTF_8)) + "." + payload + ".";
    }

    private static String hmac() throws IOException {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue("HS256");
        token.setKeyIdHeaderValue(kid());
        token.setPayload(good().toJson());
        token.setKey(new HmacKey(Files.readAllBytes(TokenKeys.keys().publicKeysFile())));
        return serialized(token);
    }

    private static String ownKey() throws JoseException {
        PublicJsonWebKey own = org.jose4j.jwk.EcJwkGenerator.generateJwk(org.jose4j.keys.EllipticCurves.P256);
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue("ES256");
        token.setKeyIdHeaderValue("own");
        token.getHeaders().setJwkHeaderValue("jwk", own);
        token.setPayload(good().toJson());
        token.setKey(own.getPrivateKey());
        return serialized(token);
    }

    private static String stranger() throws IOException {
        SigningKeys keys = new SigningKeys(Files.createTempDirectory("strange-keys")).createIfAbsent();
        return new TokenIssuer(keys, Clock.systemUTC())
                .session(TokenKeys.INSTANCE, AttemptId.of(42, 1), "s", Instant.now().plusSeconds(60)).reveal();
    }

    private static String serialized(JsonWebSignature token) {
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
