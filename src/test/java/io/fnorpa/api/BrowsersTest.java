package io.fnorpa.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The breaker while nothing fails; BrowserBreakerIT has it open. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class BrowsersTest {

    @Inject
    ApiCalls api;

    @Test
    void theBreakerIsShownWithItsFigures() {
        api.viewer().get("/api/browsers").then().statusCode(200)
                .body("instance", equalTo("api-test")).body("state", equalTo("CLOSED")).body("reason", nullValue())
                .body("retry_at", nullValue()).body("since", notNullValue()).body("failures_in_a_row", equalTo(0))
                .body("opens_at", equalTo(5)).body("rest_seconds", equalTo(60))
                .body("failures.timeout", equalTo(0)).body("failures.'not-ready'", equalTo(0))
                .body("opened", equalTo(0)).body("refused", equalTo(0));
    }

    @Test
    void itWantsAToken() {
        given().get("/api/browsers").then().statusCode(401);
    }

    @Test
    void noLaneWaitsForBrowserServices() {
        api.viewer().get("/api/lanes").then().statusCode(200).body("lanes.waiting_reason", everyItem(nullValue()));
    }

    @Test
    void itIsCounted() {
        api.viewer().get("/q/metrics").then().statusCode(200)
                .body(containsString("rpa_browsers_breaker_state{state=\"CLOSED\"} 1.0"))
                .body(containsString("rpa_browsers_breaker_state{state=\"OPEN\"} 0.0"))
                .body(containsString("rpa_browsers_breaker_opened_total 0.0"))
                .body(containsString("rpa_browsers_breaker_refused_total 0.0"))
                .body(containsString("rpa_browsers_failures_total{kind=\"crashed\"} 0.0"));
    }

    @Test
    void readinessTellsOfItAndStaysUp() {
        given().get("/q/health/ready").then()
                .body("checks.find { it.name == 'browser-services' }.status", equalTo("UP"))
                .body("checks.find { it.name == 'browser-services' }.data.breaker", equalTo("CLOSED"));
    }
}
