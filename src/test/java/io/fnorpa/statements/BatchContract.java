package io.fnorpa.statements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many jobs in one call, what waits, and a lost job whose browser may still live. */
interface BatchContract extends StatementsContract {

    @Test
    default void theJobsOfABatchAreFoundByTheirReferences() {
        String provider = openLane();
        List<String> references = List.of(Statements.unique("order"), Statements.unique("order"), Statements.unique("order"));
        long first = statements().insert(table().submitted(references.get(0), provider));
        long third = statements().insert(table().submitted(references.get(2), provider));

        List<Map<String, Object>> rows = statements().rows("select-jobs-by-refs.sql", Map.of("refs", references));

        assertThat(StatementsContract.ids(rows)).containsExactlyInAnyOrder(first, third);
        assertThat(rows).allSatisfy(row -> assertThat(row).containsEntry("STATE", "PENDING").containsEntry("TYPE", "validation")
                .containsEntry("PROVIDER", provider));
    }

    @Test
    default void theFirstEventOfEachIsItsFirst() {
        long job = insert(openLane());
        Map<String, Object> event = new HashMap<>(Map.of("job_id", job, "seq", 1, "attempt", 0, "happened_at", OffsetDateTime.now(),
                "kind", "submitted", "prev_hash", "hash-0", "hash", "hash-1"));
        event.put("detail", "by Ada");

        assertThat(statements().change("append-first-events.sql", event)).isEqualTo(1);

        assertThat(statements().rows("list-events.sql", Map.of("id", job)).get(0)).containsEntry("DETAIL", "by Ada");
    }

    @Test
    default void whatWaitsIsCountedByItsKind() {
        String provider = openLane();
        insert(provider);
        long postponed = insert(provider);
        table().postpone(postponed, 3600);
        Attempt attempt = start(insert(provider));
        statements().change("set-waiting.sql", attempt, Map.of("reason", "a code", "waitingKind", "totp"));

        List<Map<String, Object>> counts = statements().rows("count-waiting.sql", Map.of()).stream()
                .filter(row -> provider.equals(row.get("PROVIDER"))).toList();

        assertThat(counts).hasSize(3).allSatisfy(row -> assertThat(StatementsContract.number(row.get("JOBS"))).isEqualTo(1));
        assertThat(counts).filteredOn(row -> "totp".equals(row.get("WAITING_KIND"))).singleElement()
                .satisfies(row -> assertThat(row.get("STATE")).isEqualTo("RUNNING"));
        assertThat(counts).filteredOn(row -> StatementsContract.number(row.get("IS_DUE")) == 0).singleElement()
                .satisfies(row -> assertThat(row.get("STATE")).isEqualTo("PENDING"));
    }

    @Test
    default void aLostJobWhoseBrowserMayLiveIsHeldForAMoment() {
        long job = insert(openLane());
        claim(job, -1);
        Attempt heir = new Attempt(job, Statements.unique("token-of-heir"));
        statements().change("take-over-job.sql", StatementsContract.lease(heir, "heir", LEASE_SECONDS));
        Map<String, Object> hold = Map.of("id", job, "leaseToken", heir.leaseToken(), "reason", "its browser may live", "seconds", -1);

        assertThat(statements().change("hold-lost-job.sql", hold)).isEqualTo(1);

        assertThat(read(job)).containsEntry("WAITING_REASON", "its browser may live").containsEntry("WAITING_KIND", "old-browser");
        assertThat(lost()).as("some instance looks again").contains(job);
    }
}
