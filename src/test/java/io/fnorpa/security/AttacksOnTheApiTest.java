package io.fnorpa.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.fnorpa.api.ApiServers;
import io.fnorpa.job.AttemptId;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each way to get in without a good token, tried on the running API. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class AttacksOnTheApiTest {

    private static final AttemptId ATTEMPT = AttemptId.of(42, 1);

    @Inject
    SigningKeys keys;

    @Test
    void aGoodTokenGetsIn() {
        get(bearer(api("viewer"))).then().statusCode(200);
    }

    @TestFactory
    Stream<DynamicTest> whoHasNoGoodTokenIsRefused(@TempDir Path folder) throws Exception {
        TokenIssuer strangers = new TokenIssuer(new SigningKeys(folder.resolve("strangers")).createIfAbsent(), Clock.systemUTC());
        TokenIssuer yesterdays = new TokenIssuer(keys, Clock.fixed(Instant.now().minus(Duration.ofDays(1)), ZoneOffset.UTC));
        TokenIssuer tomorrows = new TokenIssuer(keys, Clock.fixed(Instant.now().plus(Duration.ofDays(1)), ZoneOffset.UTC));
        TokenIssuer issuer = new TokenIssuer(keys, Clock.systemUTC());
        Instant soon = Instant.now().plusSeconds(60);
        String[] good = api("operator").split("\\.");

        Map<String, Headers> attacks = new LinkedHashMap<>();
        attacks.put("no header", new Headers());
        attacks.put("an empty header", headers(""));
        attacks.put("Basic", headers("Basic b3BlcmF0b3I6b3BlcmF0b3I="));
        attacks.put("Bearer without a token", headers("Bearer "));
        attacks.put("not a token", bearer("abc"));
        attacks.put("two headers", headers("Bearer " + api("operator"), "Bearer " + api("operator")));
        attacks.put("two tokens in a header", headers("Bearer " + api("operator") + ", Bearer " + api("operator")));
        attacks.put("oversized", bearer("x".repeat(5000)));
        attacks.put("no signature (alg none)", bearer(encoded("{\"alg\":\"none\"}") + "." + good[1] + "."));
        attacks.put("alg none with a known kid", bearer(encoded("{\"alg\":\"none\",\"kid\":\"" + kid() + "\"}") + "." + good[1] + "."));
        attacks.put("signature taken off", bearer(good[0] + "." + good[1] + "."));
        attacks.put("HS256 with the public key", bearer(hs256(good[1])));
        attacks.put("viewer's signature under an operator's claims", bearer(good[0] + "." + good[1] + "." + api("viewer").split("\\.")[2]));
        attacks.put("a stranger's key", bearer(strangers.api("Eve", "operator", Duration.ofHours(1)).reveal()));
        attacks.put("expired", bearer(yesterdays.api("Olga", "operator", Duration.ofHours(1)).reveal()));
        attacks.put("not yet valid", bearer(tomorrows.api("Olga", "operator", Duration.ofHours(1)).reveal()));
        attacks.put("a browser session's token", bearer(issuer.session("browser-1", ATTEMPT, "s-1", soon).reveal()));
        attacks.put("an attempt's token", bearer(issuer.attempt(ATTEMPT, soon).reveal()));
        attacks.put("a role that is not there", bearer(issuer.api("Eve", "admin", Duration.ofHours(1)).reveal()));
        return attacks.entrySet().stream().map(attack -> DynamicTest.dynamicTest(attack.getKey(), () -> isRefused(attack.getValue())));
    }

    private void isRefused(Headers headers) {
        get(headers).then().statusCode(401).contentType("application/problem+json").header("WWW-Authenticate", containsString("Bearer"))
                .body("type", equalTo("urn:fnorpa:problem:unauthorized")).body(not(containsString("Exception")));
        given().headers(headers).contentType("application/json").body("{}").post("/api/jobs/1/cancel").then().statusCode(401);
    }

    @Test
    void aTokenInTheAddressIsNoToken() {
        given().queryParam("access_token", api("operator")).get("/api/jobs").then().statusCode(401);
        given().cookie("Authorization", "Bearer " + api("operator")).get("/api/jobs").then().statusCode(401);
    }

    @TestFactory
    Stream<DynamicTest> whoMayOnlyLookChangesNothing() {
        List<String> changes = List.of("/api/jobs", "/api/jobs/1/cancel", "/api/jobs/1/retry", "/api/jobs/1/settle",
                "/api/lanes/northfibre/pause", "/api/lanes/northfibre/resume", "/api//jobs", "/api/./jobs/1/cancel", "/api/%6aobs");
        return Stream.of("viewer", "author").flatMap(role -> changes.stream().map(path ->
                DynamicTest.dynamicTest(role + " " + path, () -> isForbidden(role, path))));
    }

    private void isForbidden(String role, String path) {
        given().urlEncodingEnabled(false).headers(bearer(api(role))).contentType("application/json").body("{\"reason\": \"x\"}").post(path)
                .then().statusCode(403).contentType("application/problem+json").body("type", equalTo("urn:fnorpa:problem:forbidden"));
    }

    @Test
    void everyRoleLooks() {
        Stream.of("viewer", "operator", "author").forEach(role -> get(bearer(api(role))).then().statusCode(200));
    }

    @Test
    void onlyHealthAndTheContractAreOpen() {
        given().get("/q/health/live").then().statusCode(200);
        Stream.of("/", "/q/health", "/q/metrics", "/q/dev", "/hawtio", "/api", "/api/flows", "/api/lanes", "/api/evidence/1/x.png", "/q/health/live/../../metrics")
                .forEach(path -> given().urlEncodingEnabled(false).get(path).then().statusCode(401));
    }

    @Test
    void keysRotateWithoutARestart(@TempDir Path folder) throws Exception {
        SigningKeys next = new SigningKeys(folder.resolve("next")).createIfAbsent();
        String token = new TokenIssuer(next, Clock.systemUTC()).api("Olga", "operator", Duration.ofHours(1)).reveal();
        String before = Files.readString(keys.publicKeysFile());
        get(bearer(token)).then().statusCode(401);
        try {
            replaceKeys(folder, both(before, Files.readString(next.publicKeysFile())));
            get(bearer(token)).then().statusCode(200);
            get(bearer(api("viewer"))).then().statusCode(200);
        } finally {
            replaceKeys(folder, before);
        }
        get(bearer(token)).then().statusCode(401);
    }

    private static String both(String one, String other) throws Exception {
        JsonWebKeySet set = new JsonWebKeySet(one);
        new JsonWebKeySet(other).getJsonWebKeys().forEach(set::addJsonWebKey);
        return set.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private void replaceKeys(Path folder, String text) throws IOException {
        Path fresh = Files.writeString(folder.resolve("fresh-" + System.nanoTime()), text);
        Files.move(fresh, keys.publicKeysFile(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private String hs256(String payload) throws Exception {
        JsonWebSignature forged = new JsonWebSignature();
        forged.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        forged.setKeyIdHeaderValue(kid());
        forged.setKey(new HmacKey(Files.readAllBytes(keys.publicKeysFile())));
        forged.setPayload(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
        return forged.getCompactSerialization();
    }

    private String kid() throws Exception {
        return new JsonWebKeySet(Files.readString(keys.publicKeysFile())).getJsonWebKeys().get(0).getKeyId();
    }

    private String api(String role) {
        return new TokenIssuer(keys, Clock.systemUTC()).api("Olga", role, Duration.ofHours(1)).reveal();
    }

    private static Response get(Headers headers) {
        return given().headers(headers).get("/api/jobs");
    }

    private static Headers bearer(String token) {
        return headers("Bearer " + token);
    }

    private static Headers headers(String... values) {
        return new Headers(Arrays.stream(values).map(value -> new Header("Authorization", value)).toArray(Header[]::new));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
