package io.fnorpa.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.api.ApiServers;
import io.fnorpa.attempt.Attempts;
import io.fnorpa.attempt.RunningAttempt;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Which jobs a claim takes: {@code claim-lane} on a real database, while the claimer itself rests and nothing runs. */
@QuarkusTest
@WithTestResource(ApiServers.class)
class ClaimLaneTest extends ClaimingTest {

    private static final String ALWAYS_IN_MAINTENANCE = "quietfibre";

    @Inject
    Attempts attempts;
    @Inject
    Fairness fairness;
    @Inject
    Workers workers;

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
    }

    @Test
    void placesThatALaneLeavesAreFilledByTheOthersInTheSameMoment() throws Exception {
        int places = fairness.share(1, 0);
        update("update lane set concurrency = 100 where provider = '" + FNO + "'");
        // One under way puts its lane behind the other, whose share is half of the places in the first round.
        update("update job set state = 'RUNNING' where id = " + insert(ALWAYS_IN_MAINTENANCE, 0, 1));
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
            try {
                Awaitility.await().until(() -> taken.get() == places);
            } finally {
                camel.getRouteController().stopRoute("claim-jobs", 10, TimeUnit.SECONDS);
                for (int place = 0; place < taken.get(); place++) {
                    workers.giveBack();
                }
            }
        });
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
}
