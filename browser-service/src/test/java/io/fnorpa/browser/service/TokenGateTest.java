package io.fnorpa.browser.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.browser.service.ApiDocument.Operation;
import io.fnorpa.browser.service.Caller.Answer;
import io.fnorpa.job.AttemptId;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.token.attack.TokenAttack;
import io.fnorpa.token.attack.TokenAttacks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Nobody gets in without a good token for this service, on no path but live and ready. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class TokenGateTest {

    private static final List<String> NOT_IN_THE_DOCUMENT = List.of("GET /", "GET /nothing/here", "POST /browser", "GET /q/health", "GET /q/metrics",
            "GET /q/dev-ui", "GET /health/ready/", "GET /health//live", "GET /health/live%2f", "GET /health/live;a=b", "GET /HEALTH/LIVE", "PUT /browser/navigate");

    @TestHTTPResource("/")
    URL service;

    @TestHTTPResource(value = "/", management = true)
    URL metrics;

    /** Each attack on each operation of the document, and on paths that are not in it; each refusal is counted under its reason. */
    @TestFactory
    Stream<DynamicTest> noAttackGetsThrough() {
        List<SmallestRequest> targets = Stream.concat(guarded().map(SmallestRequest::of),
                NOT_IN_THE_DOCUMENT.stream().map(line -> line.split(" ")).map(line -> new SmallestRequest(line[0], line[1], null))).toList();

        return TokenAttacks.on(TokenKeys.keys(), TokenKeys.token("s")).stream().map(attack -> DynamicTest.dynamicTest(attack.name(), () -> {
            Map<String, Double> before = new Metrics(metrics).byTag("browser_tokens_refused_total");

            targets.forEach(target -> assertRefused(attack, target));

            Map<String, Double> after = new Metrics(metrics).byTag("browser_tokens_refused_total");
            before.forEach((reason, count) -> after.merge(reason, -count, Double::sum));
            after.values().removeIf(count -> count == 0);
            assertThat(after).isEqualTo(Map.of(attack.reason().name().toLowerCase(Locale.ROOT), (double) targets.size()));
        }));
    }

    private void assertRefused(TokenAttack attack, SmallestRequest target) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.toString()).resolve(target.path()))
                .method(target.method(), target.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(target.body()))
                .header("Content-Type", "application/json");
        attack.authorization().forEach(value -> request.header("Authorization", value));

        Answer answer = Caller.send(request.build());

        assertThat(answer.status()).as("%s on %s", attack, target).isEqualTo(401);
        answer.problem("unauthorized");
        assertThat(answer.json().toString()).as("%s on %s", attack, target).doesNotContain("eyJ", "job/42");
    }

    private static Stream<Operation> guarded() {
        return Caller.CONTRACT.document().operations().stream().filter(operation -> !operation.isOpen() || operation.isElsewhere());
    }

    @Test
    void allButLiveAndReadyIsGuarded() {
        assertThat(Caller.CONTRACT.document().operations()).filteredOn(operation -> operation.isOpen() && !operation.isElsewhere())
                .extracting(Operation::path).containsExactlyInAnyOrder("/health/live", "/health/ready");
        Caller nobody = new Caller(service, null, "s");
        assertThat(nobody.get("/health/live").status()).isEqualTo(200);
        assertThat(nobody.get("/health/ready").status()).isIn(200, 503);
    }

    @Test
    void aTokenInTheQueryOrACookieIsNone() {
        String token = TokenKeys.token("s");
        Caller without = new Caller(service, null, "s");

        without.get("/browser/source?access_token=" + token).problem("unauthorized");
        without.get("/browser/source?Authorization=Bearer%20" + token).problem("unauthorized");
        without.get("/browser/source?CamelVertxPlatformHttpAuthenticatedUser=x").problem("unauthorized");
        Caller.send(HttpRequest.newBuilder(URI.create(service + "browser/source")).header("Cookie", "Authorization=Bearer " + token).build())
                .problem("unauthorized");
    }

    @Test
    void theSchemeMayBeWrittenInAnyCase() {
        for (String scheme : List.of("Bearer", "bearer", "BEARER")) {
            Answer answer = Caller.send(HttpRequest.newBuilder(URI.create(service + "browser/source"))
                    .header("Authorization", scheme + " " + TokenKeys.token("s-nobody")).build());
            answer.problem("session-not-found");
        }
    }

    /** Good, but not for this: 403. */
    @TestFactory
    Stream<DynamicTest> aGoodTokenIsNotForAnotherSession() {
        Caller caller = Caller.ofNewSession(service);
        return guarded().filter(SmallestRequest::isOfASession).map(operation -> DynamicTest.dynamicTest(operation.id(), () -> {
            SmallestRequest.naming(operation, "another").sentBy(caller).problem("forbidden");
            SmallestRequest.of(operation).sentBy(new Caller(service, TokenKeys.token(" "), "")).problem("forbidden");
            SmallestRequest.of(operation).sentBy(new Caller(service, TokenAttacks.without("sid", TokenKeys.keys(), TokenKeys.token("s")), ""))
                    .problem("forbidden");
        }));
    }

    @Test
    void keysRotateWhileTheServiceRuns(@TempDir Path folder) throws Exception {
        SigningKeys next = new SigningKeys(folder.resolve("next")).createIfAbsent();
        String old = Files.readString(TokenKeys.keys().publicKeysFile());
        Caller ofTheOld = new Caller(service, TokenKeys.token("s-nobody"), "s-nobody");
        Caller ofTheNew = new Caller(service, new TokenIssuer(next, Clock.systemUTC())
                .session(TokenKeys.INSTANCE, AttemptId.of(42, 1), "s-nobody", Instant.now().plusSeconds(600)).reveal(), "s-nobody");
        ofTheNew.get("/browser/source").problem("unauthorized");
        try {
            replaceKeys(folder, both(old, Files.readString(next.publicKeysFile())));
            ofTheNew.get("/browser/source").problem("session-not-found");
            ofTheOld.get("/browser/source").problem("session-not-found");

            replaceKeys(folder, Files.readString(next.publicKeysFile()));
            ofTheNew.get("/browser/source").problem("session-not-found");
            assertThat(ofTheOld.get("/browser/source").problem("unauthorized").detail()).contains("unknown key");
        } finally {
            replaceKeys(folder, old);
        }
        ofTheOld.get("/browser/source").problem("session-not-found");
        ofTheNew.get("/browser/source").problem("unauthorized");
    }

    private static String both(String one, String other) throws JoseException {
        JsonWebKeySet set = new JsonWebKeySet(one);
        new JsonWebKeySet(other).getJsonWebKeys().forEach(set::addJsonWebKey);
        return set.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    private static void replaceKeys(Path folder, String text) throws IOException {
        Path fresh = Files.writeString(Files.createTempFile(folder, "fresh", ""), text);
        Files.move(fresh, TokenKeys.keys().publicKeysFile(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** It asks for no token, so nothing else may be had there, whoever asks. */
    @Test
    void theManagementPortTellsFiguresAndHealthAndNothingElse() {
        Metrics port = new Metrics(metrics);
        for (TokenAttack attack : TokenAttacks.on(TokenKeys.keys(), TokenKeys.token("s"))) {
            String[] headers = attack.authorization().stream().flatMap(value -> Stream.of("Authorization", value)).toArray(String[]::new);
            assertThat(port.get("/metrics", headers).statusCode()).as(attack.name()).isEqualTo(200);
        }
        assertThat(port.get("/metrics").body()).contains("browser_tokens_refused_total").doesNotContain("eyJ");

        Map<String, Integer> others = new HashMap<>();
        Stream.concat(Caller.CONTRACT.document().operations().stream().map(Operation::path), Stream.of("/", "/q", "/q/dev-ui", "/q/arc", "/q/openapi", "/q/info"))
                .filter(path -> !path.equals("/metrics"))
                .forEach(path -> others.put(path, port.get(path).statusCode()));
        assertThat(others.values()).containsOnly(404);
    }
}
