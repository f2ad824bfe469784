package io.fnorpa.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.fnorpa.api.ApiServers;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.token.TokenRefusedException.Reason;
import io.fnorpa.token.attack.TokenAttack;
import io.fnorpa.token.attack.TokenAttacks;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each way to get in without a good token, tried on all that the running service answers to. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class AttacksOnTheApiTest {

    private static final List<String> NOT_IN_THE_CONTRACT = List.of("/", "/q/health", "/q/metrics", "/q/dev", "/api", "/api/nothing",
            "/hawtio", "/hawtio/", "/hawtio/index.html", "/hawtio/user", "/hawtio/camel/contexts", "/hawtio/hawtconfig.json", "/hawtio/img/hawtio-logo.svg", "/hawtio/jolokia", "/hawtio/jolokia/list");
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Inject
    SigningKeys keys;

    @Inject
    MeterRegistry metrics;

    @Test
    void aGoodTokenGetsIn() {
        Stream.of("Bearer ", "bearer ", "BEARER ").forEach(scheme -> get(headers(scheme + api("viewer"))).then().statusCode(200));
    }

    /** Each attack on each operation of the contract, and on paths that are not in it; each refusal is counted under its reason. */
    @TestFactory
    Stream<DynamicTest> whoHasNoGoodTokenIsRefused() {
        List<ApiOperation> targets = new ArrayList<>(ApiOperation.all());
        NOT_IN_THE_CONTRACT.forEach(path -> targets.add(new ApiOperation(path, "GET", path, false)));
        targets.add(new ApiOperation("Jolokia", "POST", "/hawtio/jolokia", false));

        return attacks().map(attack -> DynamicTest.dynamicTest(attack.name(), () -> {
            List<ApiOperation> guarded = attack.reason() == Reason.MISSING ? targets.stream().filter(target -> !target.isOpen()).toList() : targets;
            Map<String, Double> before = refused();

            for (ApiOperation target : guarded) {
                assertRefused(attack, target);
            }

            Map<String, Double> after = refused();
            before.forEach((reason, count) -> after.merge(reason, -count, Double::sum));
            after.values().removeIf(count -> count == 0);
            assertThat(after).isEqualTo(Map.of(attack.reason().name().toLowerCase(Locale.ROOT), (double) guarded.size()));
        }));
    }

    private Stream<TokenAttack> attacks() {
        String good = api("operator");
        return Stream.concat(TokenAttacks.on(keys, good).stream(), Stream.of(
                new TokenAttack("a role that is not there", List.of("Bearer " + api("admin")), Reason.ROLE),
                new TokenAttack("no roles", List.of("Bearer " + TokenAttacks.without("groups", keys, good)), Reason.ROLE)));
    }

    private static void assertRefused(TokenAttack attack, ApiOperation target) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + target.path()))
                .method(target.method(), target.looks() ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json");
        attack.authorization().forEach(value -> request.header("Authorization", value));

        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).as("%s on %s", attack, target).isEqualTo(401);
        assertThat(answer.headers().firstValue("content-type")).as("%s on %s", attack, target).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("www-authenticate").orElse("")).contains("Bearer");
        assertThat(answer.body()).as("%s on %s", attack, target).contains("urn:fnorpa:problem:unauthorized").doesNotContain("Exception", "eyJ", "Olga");
    }

    /** Refusals by their reason, so far. */
    private Map<String, Double> refused() {
        Map<String, Double> counts = new TreeMap<>();
        for (Counter counter : metrics.find("rpa.api.tokens.refused").counters()) {
            counts.merge(counter.getId().getTag("reason"), counter.count(), Double::sum);
        }
        return counts;
    }

    @Test
    void aTokenInTheAddressIsNoToken() {
        given().queryParam("access_token", api("operator")).get("/api/jobs").then().statusCode(401);
        given().cookie("Authorization", "Bearer " + api("operator")).get("/api/jobs").then().statusCode(401);
    }

    @TestFactory
    Stream<DynamicTest> whoMayOnlyLookChangesNothing() {
        Stream<String> changes = Stream.concat(ApiOperation.all().stream().filter(operation -> !operation.looks()).map(ApiOperation::path),
                Stream.of("/api//jobs", "/api/./jobs/1/cancel", "/api/%6aobs"));
        return changes.flatMap(path -> Stream.of("viewer", "author").map(role ->
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
        assertThat(ApiOperation.all()).filteredOn(ApiOperation::isOpen).extracting(ApiOperation::path)
                .containsExactlyInAnyOrder("/api/openapi.yaml", "/api/openapi.json").allSatisfy(path -> given().get(path).then().statusCode(200));
        given().urlEncodingEnabled(false).get("/q/health/live/../../metrics").then().statusCode(401);
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

            replaceKeys(folder, Files.readString(next.publicKeysFile()));
            get(bearer(token)).then().statusCode(200);
            get(bearer(api("viewer"))).then().statusCode(401);
        } finally {
            replaceKeys(folder, before);
        }
        get(bearer(api("viewer"))).then().statusCode(200);
        get(bearer(token)).then().statusCode(401);
    }

    private static String both(String one, String other) throws Exception {
        JsonWebKeySet set = new JsonWebKeySet(one);
        new JsonWebKeySet(other).getJsonWebKeys().forEach(set::addJsonWebKey);
        return set.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private void replaceKeys(Path folder, String text) throws IOException {
        Path fresh = Files.writeString(Files.createTempFile(folder, "fresh", ""), text);
        Files.move(fresh, keys.publicKeysFile(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
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

    private static Headers headers(String value) {
        return new Headers(new Header("Authorization", value));
    }
}
