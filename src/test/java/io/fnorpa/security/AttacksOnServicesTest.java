package io.fnorpa.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.api.ApiServers;
import io.fnorpa.job.AttemptId;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.token.attack.TokenAttack;
import io.fnorpa.token.attack.TokenAttacks;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of attacks on what workers and orchestrators answer to each other: whatever their routes listen to, and paths beside it. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class AttacksOnServicesTest {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final AttemptId ATTEMPT = AttemptId.of(42, 1);

    @Inject
    SigningKeys keys;
    @Inject
    CamelContext camel;

    record Target(String method, String path) {}

    @Test
    void theRoutesOfBothAreKnown() {
        assertThat(targets("/attempts")).extracting(Target::path).contains("/attempts/42/1/totp", "/attempts/42/1/no-return", "/attempts/42/1/renewal", "/attempts/42/1/flows");
        assertThat(targets("/worker")).contains(new Target("POST", "/worker/jobs"), new Target("GET", "/worker/jobs/42/1"), new Target("POST", "/worker/jobs/42/1/stop"));
    }

    @TestFactory
    Stream<DynamicTest> whoHasNoGoodTokenIsRefusedByTheAttemptsDoor() {
        return attacks("/attempts", issuer().attempt(ATTEMPT, soon()).reveal());
    }

    @TestFactory
    Stream<DynamicTest> whoHasNoGoodTokenIsRefusedByTheWorkersDoor() {
        return attacks("/worker", issuer().worker(ATTEMPT, soon()).reveal());
    }

    private Stream<DynamicTest> attacks(String root, String good) {
        List<Target> targets = Stream.concat(targets(root).stream(), Stream.of(new Target("GET", root), new Target("POST", root + "/nothing"))).toList();
        return TokenAttacks.on(keys, good).stream().map(attack -> DynamicTest.dynamicTest(attack.name(), () -> {
            for (Target target : targets) {
                assertRefused(attack, target);
            }
        }));
    }

    @Test
    void aGoodTokenGetsInAndIsToldThatNothingRuns() throws Exception {
        String attempt = issuer().attempt(ATTEMPT, soon()).reveal();
        String worker = issuer().worker(ATTEMPT, soon()).reveal();

        assertThat(send(new Target("POST", "/attempts/42/1/renewal"), List.of("Bearer " + attempt)).statusCode()).isEqualTo(409);
        assertThat(send(new Target("GET", "/worker/jobs/42/1"), List.of("Bearer " + worker)).statusCode()).isEqualTo(404);
        assertThat(send(new Target("POST", "/worker/jobs"), List.of("Bearer " + worker)).statusCode()).isEqualTo(400);
    }

    @Test
    void oneAttemptsTokenOpensNoOther() throws Exception {
        String attempt = issuer().attempt(AttemptId.of(42, 2), soon()).reveal();
        String worker = issuer().worker(AttemptId.of(42, 2), soon()).reveal();

        assertThat(send(new Target("POST", "/attempts/42/1/renewal"), List.of("Bearer " + attempt)).statusCode()).isEqualTo(403);
        assertThat(send(new Target("GET", "/worker/jobs/42/1"), List.of("Bearer " + worker)).statusCode()).isEqualTo(403);
        assertThat(send(new Target("POST", "/worker/jobs/42/1/stop"), List.of("Bearer " + worker)).statusCode()).isEqualTo(403);
    }

    @Test
    void neitherOpensTheApiOrTheMetrics() throws Exception {
        for (String token : List.of(issuer().attempt(ATTEMPT, soon()).reveal(), issuer().worker(ATTEMPT, soon()).reveal())) {
            for (String path : List.of("/api/jobs", "/q/metrics", "/attempts/../api/jobs", "/worker/%2e%2e/api/jobs", "/worker//jobs/42/1/../../../../api/jobs")) {
                assertThat(send(new Target("GET", path), List.of("Bearer " + token)).statusCode()).as(path).isIn(401, 403, 404);
                assertThat(send(new Target("GET", path), List.of("Bearer " + token)).body()).doesNotContain("external_ref", "rpa_");
            }
        }
    }

    private List<Target> targets(String root) {
        return camel.getComponent("platform-http", PlatformHttpComponent.class).getHttpEndpoints().stream().filter(endpoint -> endpoint.getUri().startsWith(root + "/"))
                .flatMap(endpoint -> Arrays.stream(endpoint.getVerbs().split(",")).map(verb -> new Target(verb,
                        endpoint.getUri().replace("{job}", "42").replace("{attempt}", "1")))).distinct().toList();
    }

    private static void assertRefused(TokenAttack attack, Target target) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(target, attack.authorization());

        assertThat(answer.statusCode()).as("%s on %s", attack, target).isEqualTo(401);
        assertThat(answer.headers().firstValue("content-type")).as("%s on %s", attack, target).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("www-authenticate").orElse("")).contains("Bearer");
        assertThat(answer.body()).as("%s on %s", attack, target).contains("urn:fnorpa:problem:unauthorized").doesNotContain("Exception", "eyJ");
    }

    private static HttpResponse<String> send(Target target, List<String> authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + target.path()))
                .method(target.method(), target.method().equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30)).header("Content-Type", "application/json");
        authorization.forEach(value -> request.header("Authorization", value));
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private TokenIssuer issuer() {
        return new TokenIssuer(keys, Clock.systemUTC());
    }

    private static Instant soon() {
        return Instant.now().plus(Duration.ofMinutes(30));
    }
}
