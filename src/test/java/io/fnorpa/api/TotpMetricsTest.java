package io.fnorpa.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of the FNOs of these tests, southfibre has codes. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class TotpMetricsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    ApiCalls api;

    @Test
    void theFiguresOfADayAreThoseThatValkeyHas() {
        ApiServers.valkey().ask("""
                SET totp_metrics:southfibre:2026-02-03 '{"codes_generated":45,"codes_consumed":43,"successful_auths":41,"success_rate":0.9535}'""");

        metrics("?date=2026-02-03&provider=south").statusCode(200).body("date", equalTo("2026-02-03")).body("metrics", hasSize(1))
                .body("metrics[0].provider", equalTo("southfibre")).body("metrics[0].account", equalTo("default"))
                .body("metrics[0].codes_generated", equalTo(45)).body("metrics[0].codes_consumed", equalTo(43))
                .body("metrics[0].successful_auths", equalTo(41)).body("metrics[0].success_rate", equalTo(0.9535f));
        metrics("?date=2026-02-04").statusCode(200).body("metrics.provider", equalTo(List.of("southfibre")))
                .body("metrics[0].codes_generated", equalTo(0)).body("metrics[0].success_rate", equalTo(0f));
    }

    @Test
    void withoutADayItIsToday() {
        metrics("").statusCode(200).body("date", equalTo(LocalDate.now(ZoneOffset.UTC).toString()));
    }

    @Test
    void whatIsWrongIsNamed() {
        metrics("?date=yesterday&days=3").statusCode(400).body("errors.field", equalTo(List.of("date", "days")))
                .body("detail", containsString("must be a day such as 2026-03-31, not 'yesterday'"));
        metrics("?provider=northfibre").statusCode(400).body("detail", containsString("must be an FNO with codes (southfibre), not 'northfibre'"));
    }

    @Test
    void everyRoleMayLookAndNobodyWithoutAToken() {
        given().get("/api/totp/metrics").then().statusCode(401);
        api.operator().get("/api/totp/metrics").then().statusCode(200);
    }

    @Test
    void whileTheStoreIsAwayItSaysSo() {
        ApiServers.valkey().kill9();
        try {
            metrics("").statusCode(503).body("detail", containsString("The TOTP store redis://")).body("metrics", nullValue());
            await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200)
                    .body("checks.find { it.name == 'totp-store' }.data.codes", equalTo("unavailable")));
        } finally {
            ApiServers.valkey().restart();
        }
        await().atMost(PATIENCE).untilAsserted(() -> metrics("").statusCode(200).body("metrics", not(empty())));
    }

    @Test
    void healthAndMetricsTellOfTheClocks() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            given().get("/q/health/ready").then().body("checks.find { it.name == 'clocks' }.data.codes", equalTo("available"))
                    .body("checks.find { it.name == 'clocks' }.data.'valkey-ahead-seconds'", notNullValue());
            api.viewer().get("/q/metrics").then().statusCode(200).body(containsString("rpa_totp_clock_offset_seconds{clock=\"valkey\"}"));
        });
    }

    private ValidatableResponse metrics(String query) {
        return api.viewer().get("/api/totp/metrics" + query).then();
    }
}
