package io.fnorpa.totp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.fnorpa.flow.runtime.FnoSettings.Totp;
import io.fnorpa.flow.runtime.FnoSettings.Totp.Algorithm;
import io.fnorpa.job.JobId;
import io.fnorpa.parts.ValkeyParts;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.token.Role;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The platform's own configuration with a Valkey alone; what health, metrics and API tell of it. */
@QuarkusTest
@WithTestResource(value = ValkeyParts.class, initArgs = @ResourceArg(name = ValkeyParts.MODE, value = "standalone"))
class ConfiguredStandaloneTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final TotpAccount ACCOUNT = new TotpAccount("southfibre", "octotel-totp-secret", List.of(),
            new Totp(6, Duration.ofSeconds(30), Algorithm.SHA1));

    @Inject
    TotpManager manager;
    @Inject
    TotpStore store;
    @Inject
    SigningKeys keys;
    ValkeyServer valkey;

    @Test
    void aReservationIsCountedForTheApiByDayAndAccount() {
        manager.reserveTotpCode(ACCOUNT, new JobId(1), Instant.now().plusSeconds(3600));

        // The records are written after the reservation, which does not wait for them.
        await().atMost(PATIENCE).untilAsserted(() -> viewer().get("/api/totp/metrics").then().statusCode(200).body("metrics[0].provider", equalTo("southfibre"))
                .body("metrics[0].codes_generated", equalTo(1)).body("metrics[0].codes_consumed", equalTo(0)));
    }

    @Test
    void healthAndMetricsTellOfClocksAndStore() {
        await().atMost(PATIENCE).untilAsserted(() -> given().get("/q/health/ready").then()
                .body("checks.find { it.name == 'clocks' }.data.codes", equalTo("available"))
                .body("checks.find { it.name == 'clocks' }.data.'valkey-ahead-seconds'", notNullValue())
                .body("checks.find { it.name == 'totp-store' }.data.codes", equalTo("available")));
        viewer().get("/q/metrics").then().statusCode(200).body(containsString("rpa_totp_clock_offset_seconds{clock=\"valkey\"}"));
    }

    @Test
    void aServerThatBeginsToEvictIsToldOfAndTrustedAgainWhenItIsRight() {
        valkey.ask("CONFIG SET maxmemory-policy allkeys-lru");
        try {
            store.look();
            assertThat(store.fault()).hasValueSatisfying(fault -> assertThat(fault).contains(valkey.address() + " has maxmemory-policy allkeys-lru"));
            given().get("/q/health/ready").then().body("checks.find { it.name == 'totp-store' }.data.codes", equalTo("unavailable"));
        } finally {
            valkey.ask("CONFIG SET maxmemory-policy noeviction");
        }
        store.look();
        assertThat(store.fault()).isEmpty();
    }

    private RequestSpecification viewer() {
        return given().header("Authorization", "Bearer "
                + new TokenIssuer(keys, Clock.systemUTC()).api("Vic", Role.VIEWER.id(), Duration.ofMinutes(5)).reveal());
    }
}
