package io.fnorpa.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.api.ApiServers;
import io.fnorpa.attempt.Attempts;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.job.Outcome;
import io.fnorpa.lane.LaneSensor;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a lane's row and the circuit breaker of its FNO follow each other: the real breaker, opened by a portal that fails. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class LaneBreakerTest extends ClaimingTest {

    /** In a row, that open the breaker. */
    private static final int FAILURES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Attempts attempts;
    @Inject
    LaneSensor sensor;

    @AfterEach
    void closeBreakers() {
        CircuitBreakerMaintenance.get().resetAll();
    }

    @Test
    void aBreakerThatOpensClosesTheLaneAndIsClosedWithItWhenAPersonResumes() throws Exception {
        long waiting = insert(0, 1);
        portalFails(() -> {
            for (int failure = 0; failure < FAILURES; failure++) {
                assertThat(number("select count(*) from lane where provider = '" + FNO + "' and state = 'FLOWING'")).isEqualTo(1);
                RunningAttempt attempt = atTheLane();
                assertThat(attempt.getUnspentReason()).isNull();
            }
            assertThat(atTheLane().getUnspentReason()).contains("its breaker is open");
            assertThat(number("select count(*) from lane where provider = '" + FNO + "' and state = 'CLOSED'")).isEqualTo(1);
            assertThat(claim()).isEmpty();

            routes.requestBodyAndHeader("sql:file:{{rpa.home}}/routes/sql/resume-lane.sql", null, "provider", FNO);

            assertThat(claim()).containsExactly(waiting);
            assertThat(atTheLane().getUnspentReason()).as("the breaker lets it through").isNull();
        });
    }

    @Test
    void whileTheTableDoesNotSayYetThatTheBreakerIsOpenNothingIsClaimed() throws Exception {
        insert(0, 1);
        portalFails(() -> {
            inPlaceOf("sense-lane", exchange -> {
                throw new SQLException("the database is away");
            }, () -> {
                for (int failure = 0; failure < FAILURES; failure++) {
                    atTheLane();
                }
            });
            assertThat(number("select count(*) from lane where provider = '" + FNO + "' and state = 'FLOWING'")).isEqualTo(1);

            assertThat(claim()).isEmpty();
        });
    }

    @Test
    void anOpeningThatCouldNotBeWrittenIsSaidAndWrittenBeforeTheNextClaim() throws Exception {
        long probe = insert(0, 2);
        insert(0, 1);
        portalFails(() -> inPlaceOf("close-lane", exchange -> {
            throw new SQLException("the database is away");
        }, () -> {
            for (int failure = 0; failure < FAILURES; failure++) {
                atTheLane();
            }
        }));
        assertThat(sensor.whyHeld(FNO)).contains("The portal failed: It answers 503.");
        assertThat(claim()).isEmpty();

        routes.sendBody("direct:tell-opened-breakers", null);

        assertThat(sensor.whyHeld(FNO)).isEmpty();
        assertThat(number("select count(*) from lane where provider = '" + FNO + "' and state = 'CLOSED'")).isEqualTo(1);
        update("update lane set closed_until = systimestamp - interval '1' second where provider = '" + FNO + "'");
        assertThat(claim()).as("a single probe").containsExactly(probe);
    }

    @Test
    void aBreakerWhoseFiguresWereEditedIsAnotherWhichBeginsClosed() throws Exception {
        Path settings = ApiServers.flows().resolve(FNO).resolve("fno.yaml");
        String before = Files.readString(settings);
        portalFails(() -> {
            for (int failure = 0; failure < FAILURES; failure++) {
                atTheLane();
            }
        });
        String first = lane();
        try {
            Files.writeString(settings, before.replace("failures: 5", "failures: 2"));
            Awaitility.await().atMost(PATIENCE).until(() -> !lane().equals(first));
            portalFails(() -> {
                assertThat(atTheLane().getUnspentReason()).as("the new one is closed").isNull();
                assertThat(atTheLane().getUnspentReason()).isNull();
                assertThat(atTheLane().getUnspentReason()).contains("its breaker is open after 2 failures");
            });
        } finally {
            Files.writeString(settings, before);
        }
        String second = lane();
        Awaitility.await().atMost(PATIENCE).until(() -> !lane().equals(second));
        Awaitility.await().alias("two lanes ago, and empty").atMost(PATIENCE).until(() -> camel.getRoute(first) == null);
        assertThat(camel.getRoute(second)).as("an attempt may be on its way into it").isNotNull();
    }

    /** While the FNO's flows, whatever they are, end with a portal that is down. */
    private void portalFails(ThrowingRunnable meanwhile) throws Exception {
        inPlaceOf("run-flow", exchange -> exchange.getMessage().getBody(RunningAttempt.class)
                .setOutcome(Outcome.retry(Outcome.Fault.PORTAL, "portal-down", "It answers 503.", Map.of())), meanwhile);
    }

    /** The route that the FNO's attempts go through now. */
    private String lane() {
        RunningAttempt attempt = attempt(insert(0, 0));
        attempts.end(attempt);
        update("update job set state = 'CANCELLED' where id = " + attempt.getJobId());
        return sensor.lane(attempt);
    }

    /** An attempt that has a browser and a session, and meets the lane. */
    private RunningAttempt atTheLane() {
        RunningAttempt attempt = attempt(insert(0, 0));
        attempts.end(attempt);
        routes.request("direct:" + sensor.lane(attempt), exchange -> exchange.getMessage().setBody(attempt));
        update("update job set state = 'CANCELLED' where id = " + attempt.getJobId());
        return attempt;
    }

    private RunningAttempt attempt(long id) {
        update("update job set state = 'RUNNING', lease_token = 'at-the-lane-" + id + "', lease_until = systimestamp + interval '1' hour where id = " + id);
        return attempts.begin(new HashMap<>(Map.of("ID", id, "PROVIDER", FNO, "TYPE", "check", "ATTEMPT", 0,
                "PARAMETERS", "{\"service_id\": \"SF-1\"}")), "at-the-lane-" + id);
    }
}
