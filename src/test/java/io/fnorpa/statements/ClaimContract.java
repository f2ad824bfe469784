package io.fnorpa.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.attempt.JobState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** From a dashboard's row to a claim. */
interface ClaimContract extends StatementsContract {

    @Test
    default void aDashboardsRowIsDueAtOnceWithAllThatAnAttemptNeeds() {
        String provider = openLane();
        long job = table().insert(provider, "validation", "{\"service_id\": \"OCT-1\"}", 0);

        assertThat(lanesWithDueJobs()).contains(provider);
        Map<String, Object> row = statements().rows("select-due-jobs.sql", Map.of("provider", provider, "room", 5)).get(0);
        assertThat(((Number) row.get("ID")).longValue()).isEqualTo(job);
        assertThat(row.get("PROVIDER")).isEqualTo(provider);
        assertThat(row.get("TYPE")).isEqualTo("validation");
        assertThat(row.get("PARAMETERS")).as("a CLOB comes as text").isEqualTo("{\"service_id\": \"OCT-1\"}");
        assertThat(StatementsContract.number(row.get("ATTEMPT"))).isZero();
        assertThat(row.get("EXTERNAL_REF")).isInstanceOf(String.class);
    }

    @Test
    default void priorityGoesBeforeAgeAndAgeBeforeNumber() {
        String provider = openLane();
        long plain = insert(provider);
        long later = insert(provider);
        long urgent = table().insert(provider, "validation", "{}", 5);
        long unimportant = table().insert(provider, "validation", "{}", -5);

        // The rows come in any order; which of them come is what the order decides.
        assertThat(due(provider, 1)).containsExactly(urgent);
        assertThat(due(provider, 2)).containsExactlyInAnyOrder(urgent, plain);
        assertThat(due(provider, 3)).containsExactlyInAnyOrder(urgent, plain, later);
        assertThat(due(provider, 9)).containsExactlyInAnyOrder(urgent, plain, later, unimportant);
    }

    @Test
    default void aPostponedJobIsNotDue() {
        String provider = openLane();
        long job = insert(provider);
        table().postpone(job, 3600);
        assertThat(due(provider, 5)).isEmpty();
        assertThat(lanesWithDueJobs()).doesNotContain(provider);

        table().postpone(job, -1);
        assertThat(due(provider, 5)).containsExactly(job);
    }

    @Test
    default void onlyOneClaimerHasTheLaneAndTheOthersHaveTheirOwn() {
        String lane = openLane();
        String other = openLane();

        statements().inTransaction(() -> {
            assertThat(lock(lane)).hasSize(1);
            assertThat(elsewhere(() -> lock(lane))).as("no waiting: the row is passed over").isEmpty();
            assertThat(elsewhere(() -> lock(other))).hasSize(1);
            return null;
        });
        assertThat(lock(lane)).hasSize(1);
    }

    @Test
    default void onlyAsManyRowsAreLockedAsThereIsRoomFor() {
        String provider = openLane();
        List<Long> jobs = List.of(insert(provider), insert(provider), insert(provider));

        statements().inTransaction(() -> {
            assertThat(due(provider, 2)).containsExactlyInAnyOrder(jobs.get(0), jobs.get(1));
            assertThat(elsewhere(() -> claimed(jobs.get(2)))).as("the third is free").isEqualTo(1);
            return null;
        });
    }

    @Test
    default void aRowThatSomebodyHoldsIsPassedOver() {
        String provider = openLane();
        long held = insert(provider);
        long free = insert(provider);

        statements().inTransaction(() -> {
            statements().rows("lock-job-events.sql", new Attempt(held, null));
            assertThat(elsewhere(() -> due(provider, 5))).containsExactly(free);
            return null;
        });
    }

    @Test
    default void whatIsNotCommittedIsNotSeen() {
        String provider = openLane();
        long job = insert(provider);

        statements().inTransaction(() -> {
            start(job);
            assertThat(elsewhere(() -> state(job))).isEqualTo("PENDING");
            assertThat(elsewhere(() -> underWay(provider))).isZero();
            return null;
        });
        assertThat(underWay(provider)).isEqualTo(1);
    }

    @Test
    default void aClaimIsAnAttemptAndIsMadeOnce() {
        long job = insert(openLane());

        claim(job);

        assertThat(state(job)).isEqualTo("CLAIMED");
        assertThat(table().status(job)).isEqualTo(table().wordFor("CLAIMED"));
        assertThat(StatementsContract.number(read(job).get("ATTEMPT"))).isEqualTo(1);
        assertThat(read(job).get("CLAIMED_AT")).isNotNull();
        assertThat(claimed(job)).isZero();
    }

    @Test
    default void allOfALaneAreClaimedAtOnceEachUnderALeaseOfItsOwn() {
        String provider = openLane();
        long one = insert(provider);
        long other = insert(provider);

        assertThat(claim(due(provider, 5), "claim", "instance-1", LEASE_SECONDS)).isEqualTo(2);

        assertThat(statements().change("start-job.sql", new Attempt(one, "claim-" + other))).as("the other's lease").isZero();
        assertThat(statements().change("start-job.sql", new Attempt(one, "claim-" + one))).isEqualTo(1);
        assertThat(statements().change("start-job.sql", new Attempt(other, "claim-" + other))).isEqualTo(1);
    }

    @Test
    default void aJobPastItsPointOfNoReturnIsClaimedToBeLookedUp() {
        String provider = openLane();
        long job = insert(provider);
        Attempt lost = start(job);
        statements().change("pass-no-return.sql", lost);
        statements().change("settle-job.sql", lost.settled(JobState.PENDING, "attempt-lost", "{}"));
        table().postpone(job, -1);

        assertThat(due(provider, 5)).containsExactly(job);
        claim(job, -1);

        assertThat(statements().rows("select-lost-jobs.sql", Map.of())).filteredOn(row -> StatementsContract.number(row.get("ID")) == job)
                .singleElement().satisfies(row -> {
                    assertThat(row.get("NO_RETURN_AT")).as("it stays").isNotNull();
                    assertThat(StatementsContract.number(row.get("LOOKUPS"))).isEqualTo(1);
                });
    }

    private int claimed(long job) {
        return claim(List.of(job), Statements.unique("token"), "instance-2", LEASE_SECONDS);
    }

    private List<Map<String, Object>> lock(String provider) {
        return statements().rows("lock-lane.sql", Map.of("provider", provider));
    }

    private int underWay(String provider) {
        return StatementsContract.number(statements().rows("count-under-way.sql", Map.of("provider", provider)).get(0).get("UNDER_WAY"));
    }

    private List<Object> lanesWithDueJobs() {
        return statements().rows("lanes-with-due-jobs.sql", Map.of()).stream().map(row -> row.get("PROVIDER")).collect(Collectors.toList());
    }

    /** In another session, which is to be done before this one ends its transaction. */
    private static <T> T elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work).join();
    }
}
