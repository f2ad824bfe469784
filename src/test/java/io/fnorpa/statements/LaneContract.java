package io.fnorpa.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A lane's states, and what is counted in it. */
interface LaneContract extends StatementsContract {

    /** What is told of a lane when the attempt that found it out is over. */
    Attempt NO_ATTEMPT = new Attempt(0, null);

    @Test
    default void aLaneIsOpenedOnceAndKeepsItsState() {
        String provider = openLane();
        change("pause-lane.sql", provider);

        statements().change("open-lane.sql", Map.of("provider", provider, "name", "Another name", "concurrency", 7));

        assertThat(lane(provider)).containsEntry("STATE", "PAUSED").containsEntry("NAME", "Another name");
        assertThat(StatementsContract.number(lane(provider).get("CONCURRENCY"))).isEqualTo(7);
    }

    @Test
    default void aClosedLaneIsProbedWhenItsTimeIsOver() {
        String provider = openLane();
        assertThat(close("close-lane.sql", provider, 3600)).isEqualTo(1);
        assertThat(locked(provider)).containsEntry("STATE", "CLOSED");
        assertThat(StatementsContract.number(locked(provider).get("CLOSING_IS_OVER"))).isZero();
        assertThat(close("close-lane.sql", provider, 60)).as("closed already").isZero();

        change("resume-lane.sql", provider);
        close("close-lane.sql", provider, -1);
        assertThat(StatementsContract.number(locked(provider).get("CLOSING_IS_OVER"))).isEqualTo(1);
        assertThat(change("probe-lane.sql", provider)).isEqualTo(1);
        assertThat(close("close-probed-lane.sql", provider, 60)).isEqualTo(1);
        assertThat(change("reopen-lane.sql", provider)).as("it is not being probed").isZero();
        assertThat(change("probe-lane.sql", provider)).isEqualTo(1);
        assertThat(change("reopen-lane.sql", provider)).isEqualTo(1);
        assertThat(lane(provider)).containsEntry("STATE", "FLOWING").containsEntry("REASON", null);
    }

    @Test
    default void aPausedLaneIsNoBreakersToOpen() {
        String provider = openLane();
        change("pause-lane.sql", provider);

        assertThat(close("close-lane.sql", provider, 60)).isZero();
        assertThat(change("reopen-lane.sql", provider)).isZero();
        assertThat(change("resume-lane.sql", provider)).isEqualTo(1);
    }

    @Test
    default void anAttemptThatLostItsJobChangesNoLane() {
        String provider = openLane();
        Attempt held = start(insert(provider));
        Attempt lost = held.ofAnother();
        Attempt late = claim(insert(provider), -1);

        assertThat(close("close-lane.sql", provider, -1, lost)).isZero();
        assertThat(close("close-lane.sql", provider, -1, late)).as("its lease ran out").isZero();
        assertThat(close("close-lane.sql", provider, -1, held)).isEqualTo(1);
        change("probe-lane.sql", provider);
        assertThat(close("close-probed-lane.sql", provider, 60, lost)).isZero();
        assertThat(statements().change("reopen-lane.sql", lost, Map.of("provider", provider))).isZero();
        assertThat(statements().change("reopen-lane.sql", held, Map.of("provider", provider))).isEqualTo(1);
    }

    @Test
    default void whatRunsAndWaitsIsCounted() {
        String provider = openLane();
        insert(provider);
        start(insert(provider));
        claim(insert(provider));
        statements().change("settle-job.sql", start(insert(provider)).settled(io.fnorpa.attempt.JobState.REVIEW, "code", "{}"));

        assertThat(StatementsContract.number(lane(provider).get("PENDING"))).isEqualTo(1);
        assertThat(StatementsContract.number(lane(provider).get("UNDER_WAY"))).isEqualTo(2);
        assertThat(StatementsContract.number(lane(provider).get("IN_REVIEW"))).isEqualTo(1);
        assertThat(statements().rows("lane-loads.sql", Map.of())).filteredOn(row -> provider.equals(row.get("PROVIDER")))
                .singleElement().satisfies(row -> assertThat(StatementsContract.number(row.get("UNDER_WAY"))).isEqualTo(2));
    }

    @Test
    default void whatWaitsForTheEvidenceStoreOrAnOldBrowserIsNotAtThePortal() {
        String provider = openLane();
        claim(insert(provider));
        start(insert(provider));
        for (String kind : List.of("evidence-store", "old-browser", "totp-queue")) {
            Attempt waiting = start(insert(provider));
            assertThat(statements().change("set-waiting.sql", waiting, Map.of("reason", "it waits", "waitingKind", kind))).isEqualTo(1);
        }

        assertThat(statements().rows("count-under-way.sql", Map.of("provider", provider))).singleElement()
                .satisfies(row -> assertThat(StatementsContract.number(row.get("UNDER_WAY"))).isEqualTo(5))
                .satisfies(row -> assertThat(StatementsContract.number(row.get("AT_PORTAL"))).isEqualTo(3));
        assertThat(statements().rows("lane-loads.sql", Map.of())).filteredOn(row -> provider.equals(row.get("PROVIDER"))).singleElement()
                .satisfies(row -> assertThat(StatementsContract.number(row.get("AT_PORTAL"))).isEqualTo(3));
    }

    private Map<String, Object> lane(String provider) {
        return statements().rows("list-lanes.sql", Map.of()).stream().filter(row -> provider.equals(row.get("PROVIDER"))).findFirst().orElseThrow();
    }

    private Map<String, Object> locked(String provider) {
        return statements().rows("lock-lane.sql", Map.of("provider", provider)).get(0);
    }

    private int change(String statement, String provider) {
        return statements().change(statement, NO_ATTEMPT, Map.of("provider", provider, "reason", "paused by Ada"));
    }

    private int close(String statement, String provider, int seconds) {
        return close(statement, provider, seconds, NO_ATTEMPT);
    }

    private int close(String statement, String provider, int seconds, Attempt by) {
        return statements().change(statement, by, Map.of("provider", provider, "seconds", seconds, "reason", "The portal failed"));
    }
}
