package io.fnorpa.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is under way with each account of an FNO, and lanes that rest because no account may log in. */
interface AccountContract extends StatementsContract {

    @Test
    default void whatIsUnderWayIsCountedByAccount() {
        String provider = openLane();
        List<Long> night = List.of(insert(provider), insert(provider));
        claimFor("night", night);
        claimFor("default", List.of(insert(provider)));
        insert(provider);

        assertThat(statements().rows("count-under-way-by-account.sql", Map.of("provider", provider))).hasSize(2)
                .anySatisfy(row -> assertLoad(row, "night", 2)).anySatisfy(row -> assertLoad(row, "default", 1));
        assertThat(statements().rows("account-loads.sql", Map.of())).filteredOn(row -> provider.equals(row.get("PROVIDER"))).hasSize(2)
                .anySatisfy(row -> assertLoad(row, "night", 2)).anySatisfy(row -> assertLoad(row, "default", 1));
        assertThat(read(night.get(0))).containsEntry("ACCOUNT", "night");
    }

    @Test
    default void aLaneRestsForItsAccountsAndIsProbedWhenOneMayLogInAgain() {
        String provider = openLane();

        assertThat(rest(provider, 600)).isEqualTo(1);
        assertThat(rest(provider, 60)).as("it rests for longer already").isZero();
        assertThat(lane(provider)).containsEntry("STATE", "CLOSED").containsEntry("REASON", "login budget: none may log in");

        assertThat(statements().change("reopen-rested-lane.sql", Map.of("provider", provider))).isEqualTo(1);
        assertThat(lane(provider)).as("the portal may have failed before the account rested").containsEntry("STATE", "CLOSED")
                .hasEntrySatisfying("REASON", reason -> assertThat(reason.toString()).startsWith("An account was reset"));
        assertThat(statements().rows("lock-lane.sql", Map.of("provider", provider))).singleElement()
                .satisfies(row -> assertThat(StatementsContract.number(row.get("CLOSING_IS_OVER"))).as("the next claim probes").isEqualTo(1));
        assertThat(statements().change("reopen-rested-lane.sql", Map.of("provider", provider))).as("once").isZero();
    }

    @Test
    default void aLaneThatIsClosedForItsPortalIsNotOpenedForAnAccount() {
        String provider = openLane();
        statements().change("close-lane.sql", LaneContract.NO_ATTEMPT, Map.of("provider", provider, "seconds", 600, "reason", "The portal failed"));

        assertThat(statements().change("reopen-rested-lane.sql", Map.of("provider", provider))).isZero();

        statements().change("pause-lane.sql", Map.of("provider", provider, "reason", "paused by Ada"));
        assertThat(rest(provider, 3600)).as("a person's pause stays").isZero();
    }

    private void claimFor(String account, List<Long> jobs) {
        statements().change("claim-jobs.sql", Map.of("ids", jobs, "claimToken", Statements.unique("claim"), "instance", "instance-1",
                "leaseSeconds", (long) LEASE_SECONDS, "account", account));
    }

    private int rest(String provider, int seconds) {
        return statements().change("rest-lane.sql", Map.of("provider", provider, "seconds", seconds, "reason", "login budget: none may log in"));
    }

    private Map<String, Object> lane(String provider) {
        return statements().rows("list-lanes.sql", Map.of()).stream().filter(row -> provider.equals(row.get("PROVIDER"))).findFirst().orElseThrow();
    }

    private static void assertLoad(Map<String, Object> row, String account, int jobs) {
        assertThat(row).containsEntry("ACCOUNT", account);
        assertThat(StatementsContract.number(row.get("UNDER_WAY"))).isEqualTo(jobs);
    }
}
