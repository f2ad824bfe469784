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
import jakarta.inject.Named;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which jobs a claim takes: {@code claim-lane} on a real database, while the claimer itself rests and nothing runs. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class ClaimLaneTest {

    private static final String FNO = "southfibre";
    private static final int CONCURRENCY = 2;
    private static final String ALWAYS_IN_MAINTENANCE = "quietfibre";
    /** In a row, that open the breaker. */
    private static final int FAILURES = 5;
    /** Who asks stops first: a queue that is asked again and again is never empty. */
    private static final List<String> CLAIMER = List.of("claim-on-timer", "claim-jobs", "recover-lost-jobs");

    @Inject
    CamelContext camel;
    @Inject
    ProducerTemplate routes;
    @Inject
    Attempts attempts;
    @Inject
    Fairness fairness;
    @Inject
    LaneSensor sensor;
    @Inject
    Workers workers;
    @Inject
    @Named("jobs")
    DataSource database;

    @BeforeEach
    void rest() throws Exception {
        // Started once the schema is there, in this order; stopped before, it would start again.
        Awaitility.await().until(() -> camel.getRouteController().getRouteStatus("count-waiting").isStarted());
        for (String route : CLAIMER) {
            camel.getRouteController().stopRoute(route, 10, TimeUnit.SECONDS);
        }
        // Also what other tests have left there.
        update("update job set state = 'CANCELLED' where provider in ('northfibre', '" + FNO + "') and state in ('PENDING', 'CLAIMED', 'RUNNING')");
        update("update lane set state = 'FLOWING', closed_until = null, concurrency = " + CONCURRENCY + " where provider = '" + FNO + "'");
    }

    @AfterEach
    void goOn() throws Exception {
        CircuitBreakerMaintenance.get().resetAll();
        update("update job set state = 'CANCELLED' where provider in ('northfibre', 'quietfibre', '" + FNO + "') and state in ('PENDING', 'CLAIMED', 'RUNNING')");
        update("update lane set state = 'FLOWING', closed_until = null where provider = '" + FNO + "'");
        for (String route : CLAIMER) {
            camel.getRouteController().startRoute(route);
        }
    }

    @Test
    void aPointOfPriorityIsWorthAMinuteOfWaitingSoThatNobodyStarves() {
        long waited = insert(0, 10);
        long urgent = insert(20, 0);
        long alittle = insert(5, 0);

        assertThat(claim()).containsExactly(urgent, waited);
        update("update job set state = 'CANCELLED' where id in (" + urgent + ", " + waited + ")");
        assertThat(claim()).containsExactly(alittle);
    }

    @Test
    void aLaneTakesNoMoreThanItsConcurrencyAllInstancesTogether() {
        long first = insert(0, 3);
        long second = insert(0, 2);
        long third = insert(0, 1);

        assertThat(claim()).containsExactly(first, second);
        assertThat(claim()).isEmpty();
        update("update job set state = 'SUCCEEDED' where id = " + first);
        assertThat(claim()).containsExactly(third);
    }

    @Test
    void aJobIsClaimedNotBeforeItsTime() {
        long later = insert(0, 5);
        long due = insert(0, 1);
        update("update job set run_after = systimestamp + interval '1' hour where id = " + later);
        update("update job set run_after = systimestamp - interval '1' second where id = " + due);

        assertThat(claim()).containsExactly(due);
    }

    @Test
    void aClaimIsAnAttemptUnderALeaseOfItsOwn() {
        long id = insert(0, 1);

        claim();

        assertThat(number("select count(*) from job where id = " + id + " and state = 'CLAIMED' and attempt = 1 and lease_owner = 'api-test'"
                + " and lease_token is not null and lease_until > systimestamp")).isEqualTo(1);
    }

    @Test
    void aJobPastItsPointOfNoReturnIsClaimedToBeLookedUpAndThePointStays() {
        long id = insert(0, 1);
        update("update job set attempt = 1, no_return_at = systimestamp where id = " + id);

        assertThat(claim()).containsExactly(id);

        assertThat(number("select count(*) from job where id = " + id + " and attempt = 2 and lookups = 1 and no_return_at is not null")).isEqualTo(1);
        update("update job set state = 'RUNNING' where id = " + id);
        assertThat(number("select lookups from job where id = " + id)).isEqualTo(1);
    }

    @Test
    void aLaneThatIsPausedOrClosedTakesNothingSpendsNothingAndKeepsNoOtherWaiting() {
        long here = insert(0, 5);
        for (String closed : List.of("state = 'PAUSED'", "state = 'CLOSED', closed_until = systimestamp + interval '1' hour")) {
            update("update lane set " + closed + " where provider = '" + FNO + "'");

            assertThat(claim()).isEmpty();

            assertThat(number("select attempt from job where id = " + here)).isZero();
            update("update lane set state = 'FLOWING' where provider = 'northfibre'");
            long there = insert("northfibre", 0, 0);
            assertThat(claim("northfibre")).contains(there);
            update("update job set state = 'CANCELLED' where id = " + there);
        }
    }

    @Test
    void aLaneThatHasRestedTakesOneJobAsItsProbe() {
        long probe = insert(0, 5);
        insert(0, 4);
        update("update lane set state = 'CLOSED', closed_until = systimestamp - interval '1' second where provider = '" + FNO + "'");

        assertThat(claim()).containsExactly(probe);
        assertThat(claim()).as("while the probe is under way").isEmpty();
        assertThat(number("select count(*) from lane where provider = '" + FNO + "' and state = 'PROBING'")).isEqualTo(1);
    }

    @Test
    void whatWaitsForTheEvidenceStoreKeepsNoProbeWaiting() {
        long stored = insert(0, 5);
        long atPortal = insert(0, 4);
        assertThat(claim()).containsExactly(stored, atPortal);
        update("update job set state = 'RUNNING', waiting_kind = 'evidence-store' where id = " + stored);
        update("update lane set state = 'CLOSED', closed_until = systimestamp - interval '1' second where provider = '" + FNO + "'");
        long probe = insert(0, 3);

        assertThat(claim()).as("while another is at the portal").isEmpty();
        update("update job set state = 'SUCCEEDED' where id = " + atPortal);
        assertThat(claim()).containsExactly(probe);
    }

    @Test
    void inAMaintenanceWindowNothingIsClaimedAndNothingSpent() {
        assertThat(number("select count(*) from lane where provider = '" + ALWAYS_IN_MAINTENANCE + "' and state = 'FLOWING'")).isEqualTo(1);
        long waiting = insert(ALWAYS_IN_MAINTENANCE, 0, 1);

        assertThat(claim(ALWAYS_IN_MAINTENANCE)).isEmpty();

        assertThat(number("select attempt from job where id = " + waiting)).isZero();
        assertThat(number("select count(*) from job where id = " + waiting + " and state = 'PENDING'")).isEqualTo(1);
        long elsewhere = insert(0, 0);
        assertThat(claim()).as("no other FNO is kept waiting").containsExactly(elsewhere);
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
        portalFails(() -> inPlaceOf("sense-lane", exchange -> {
            RunningAttempt attempt = exchange.getMessage().getBody(RunningAttempt.class);
            if (sensor.isOpen(attempt)) {
                sensor.opened(attempt);
            }
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
    void placesThatALaneLeavesAreFilledByTheOthersInTheSameMoment() throws Exception {
        int places = fairness.share(1, 0);
        update("update lane set concurrency = 100 where provider = '" + FNO + "'");
        insert(ALWAYS_IN_MAINTENANCE, 0, 1);
        for (int job = 0; job <= places; job++) {
            insert(0, job);
        }
        AtomicInteger taken = new AtomicInteger();
        inPlaceOf("hand-over", exchange -> {
            workers.take();
            taken.incrementAndGet();
        }, () -> {
            camel.getRouteController().startRoute("claim-jobs");
            routes.sendBody("direct:wake-claimer", null);
            Awaitility.await().until(() -> taken.get() == places);
            camel.getRouteController().stopRoute("claim-jobs", 10, TimeUnit.SECONDS);
        });
        for (int place = 0; place < places; place++) {
            workers.giveBack();
        }
    }

    @Test
    void theRowsOwnDeadlineGoesBeforeItsJobTypes() {
        long own = insert(0, 2);
        long types = insert(0, 1);
        update("update job set deadline_seconds = 77 where id = " + own);

        Map<Long, Duration> lives = new HashMap<>();
        for (Map<String, Object> row : claimedRows(FNO)) {
            RunningAttempt attempt = attempts.begin(row, "token");
            attempts.end(attempt);
            lives.put(attempt.getJobId(), Duration.between(Instant.now(), attempt.getDeadline()));
        }

        assertThat(lives.get(own)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(77));
        assertThat(lives.get(types)).isBetween(Duration.ofSeconds(583), Duration.ofSeconds(600));
    }

    @Test
    void theLanesWithTheLeastUnderWayComeFirst() {
        insert(0, 1);
        claim();
        insert(0, 1);
        insert("northfibre", 0, 0);

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> lanes = routes.requestBody("sql:file:{{rpa.home}}/routes/sql/lanes-with-due-jobs.sql", null, List.class);

        assertThat(lanes.stream().map(lane -> (String) lane.get("PROVIDER")).toList()).containsExactly("northfibre", FNO);
    }

    @Test
    void freePlacesAreDealtOutAmongTheLanesThatAreLeft() {
        int places = fairness.share(1, 0);

        assertThat(fairness.share(2, 0)).isEqualTo((places + 1) / 2);
        assertThat(fairness.share(3, 0)).isEqualTo((places + 2) / 3);
        assertThat(fairness.share(3, 2)).as("the last takes what is free").isEqualTo(places);
    }

    /** While the FNO's flows, whatever they are, end with a portal that is down. */
    private void portalFails(ThrowingRunnable meanwhile) throws Exception {
        inPlaceOf("run-flow", exchange -> exchange.getMessage().getBody(RunningAttempt.class)
                .setOutcome(Outcome.retry(Outcome.Fault.PORTAL, "portal-down", "It answers 503.", Map.of())), meanwhile);
    }

    private void inPlaceOf(String route, Processor other, ThrowingRunnable meanwhile) throws Exception {
        camel.getRouteController().stopRoute(route);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + route).routeId("in-place-of-" + route).process(other);
            }
        });
        try {
            meanwhile.run();
        } finally {
            camel.getRouteController().stopRoute("in-place-of-" + route);
            camel.removeRoute("in-place-of-" + route);
            camel.getRouteController().startRoute(route);
        }
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    /** An attempt that has a browser and a session, and meets the lane. */
    private RunningAttempt atTheLane() {
        long id = insert(0, 0);
        update("update job set state = 'RUNNING', lease_token = 'at-the-lane-" + id + "', lease_until = systimestamp + interval '1' hour where id = " + id);
        RunningAttempt attempt = attempts.begin(new HashMap<>(Map.of("ID", id, "PROVIDER", FNO, "TYPE", "check", "ATTEMPT", 0,
                "PARAMETERS", "{\"service_id\": \"SF-1\"}")), "at-the-lane-" + id);
        attempts.end(attempt);
        routes.request("direct:lane-" + FNO, exchange -> exchange.getMessage().setBody(attempt));
        update("update job set state = 'CANCELLED' where id = " + id);
        return attempt;
    }

    private List<Long> claim() {
        return claim(FNO);
    }

    /** As one round of {@code claim-jobs} that has this lane alone; ids in the order of the queue. */
    private List<Long> claim(String fno) {
        List<Long> ids = claimedRows(fno).stream().map(row -> ((Number) row.get("ID")).longValue()).toList();
        return ids.stream().sorted((one, other) -> Long.compare(place(one), place(other))).toList();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> claimedRows(String fno) {
        Exchange round = routes.request("direct:claim-lane", exchange -> {
            exchange.setProperty(Exchange.SPLIT_SIZE, 1);
            exchange.setProperty(Exchange.SPLIT_INDEX, 0);
            exchange.setProperty("share", fairness.share(1, 0));
            exchange.getMessage().setBody(Map.of("PROVIDER", fno, "TIME_HAS_COME", 1));
        });
        assertThat(round.getException()).isNull();
        return round.getMessage().getBody(List.class);
    }

    private long place(long id) {
        return number("select count(*) from job j where j.queue_key < (select k.queue_key from job k where k.id = " + id + ")");
    }

    private long insert(int priority, int minutesAgo) {
        return insert(FNO, priority, minutesAgo);
    }

    private long insert(String fno, int priority, int minutesAgo) {
        try (Connection connection = database.getConnection(); PreparedStatement insert = connection.prepareStatement("insert into job"
                + " (provider, type, priority, submitted_at) values (?, 'check', ?, systimestamp - cast(? as number(9)) * interval '1' minute)",
                new String[] {"ID"})) {
            insert.setString(1, fno);
            insert.setInt(2, priority);
            insert.setInt(3, minutesAgo);
            insert.executeUpdate();
            try (ResultSet key = insert.getGeneratedKeys()) {
                key.next();
                return key.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void update(String statement) {
        try (Connection connection = database.getConnection(); PreparedStatement update = connection.prepareStatement(statement)) {
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    private long number(String query) {
        try (Connection connection = database.getConnection(); PreparedStatement select = connection.prepareStatement(query);
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
