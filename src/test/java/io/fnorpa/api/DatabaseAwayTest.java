package io.fnorpa.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ApiServers.class)
class DatabaseAwayTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** Until no connection of before is handed out any more: one that has rested for a second is tried first. */
    private static final Duration STEADY = Duration.ofSeconds(2);

    @Inject
    ApiCalls api;

    @AfterEach
    void bringItBack() {
        ApiServers.h2().restart();
        Awaitility.await().during(STEADY).atMost(LIMIT).untilAsserted(() -> api.viewer().get("/api/jobs").then().statusCode(200));
    }

    @Test
    void theApiSaysSoAndThePlatformIsNotReadyButAlive() {
        Awaitility.await().atMost(LIMIT).untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));

        ApiServers.h2().kill9();

        api.viewer().get("/api/jobs").then().statusCode(503).contentType(ApiProblem.MEDIA_TYPE).header("Retry-After", "5")
                .body("type", equalTo("urn:fnorpa:problem:unavailable"));
        given().get("/q/health/ready").then().statusCode(503).body("checks.find { it.name == 'database' }.status", equalTo("DOWN"));
        given().get("/q/health/live").then().statusCode(200);
        given().get("/api/openapi.yaml").then().statusCode(200);
    }
}
