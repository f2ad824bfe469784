package io.fnorpa.statements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** Jobs that are submitted through the API, and how they are found. */
interface ListContract extends StatementsContract {

    @Test
    default void aSubmittedJobIsFoundByTheNumberThatTheDatabaseGaveIt() {
        String provider = openLane();
        String reference = Statements.unique("order");

        long job = statements().insert(table().submitted(reference, provider));

        assertThat(read(job)).containsEntry("EXTERNAL_REF", reference).containsEntry("PROVIDER", provider)
                .containsEntry("TYPE", "validation").containsEntry("PARAMETERS", "{\"service_id\":\"OCT-1\"}").containsEntry("STATE", "PENDING");
        assertThat(read(job).get("SUBMITTED_AT")).isNotNull();
        assertThat(StatementsContract.ids(statements().rows("select-job-by-ref.sql", Map.of("external_ref", reference)))).containsExactly(job);
        assertThat(due(provider, 5)).containsExactly(job);
    }

    @Test
    default void aTimeComesBackAsItWentIn() {
        Map<String, Object> later = table().submitted(Statements.unique("order"), openLane());
        OffsetDateTime time = OffsetDateTime.of(2031, 3, 31, 8, 0, 0, 123_000_000, ZoneOffset.ofHours(2));
        later.put("run_after", time);
        later.put("max_attempts", 7);
        later.put("deadline_seconds", 900);

        Map<String, Object> row = read(statements().insert(later));

        assertThat(StatementsContract.instant(row.get("RUN_AFTER"))).isEqualTo(time.toInstant());
        assertThat(StatementsContract.number(row.get("MAX_ATTEMPTS"))).isEqualTo(7);
        assertThat(StatementsContract.number(row.get("DEADLINE_SECONDS"))).isEqualTo(900);
    }

    @Test
    default void longParametersArePossible() {
        String text = "{\"note\":\"" + "é€".repeat(20_000) + "\"}";
        Map<String, Object> large = table().submitted(Statements.unique("order"), openLane());
        large.put("parameters", text);

        assertThat(read(statements().insert(large)).get("PARAMETERS")).isEqualTo(text);
    }

    @Test
    default void aReferenceIsTakenOnce() {
        Map<String, Object> job = table().submitted(Statements.unique("order"), openLane());
        statements().insert(job);

        assertThatThrownBy(() -> statements().insert(job)).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    default void jobsAreListedByFilterPageByPage() {
        String provider = openLane();
        long first = insert(provider);
        long second = insert(provider);
        long third = insert(provider);
        statements().change("cancel-pending.sql", Map.of("id", second, "caller", "Ada", "why", "by Ada"));

        assertThat(list(filter(provider, "PENDING", "CANCELLED"), 2, 0)).containsExactly(third, second);
        assertThat(list(filter(provider, "PENDING", "CANCELLED"), 2, 2)).containsExactly(first);
        assertThat(list(filter(provider, "PENDING"), 9, 0)).containsExactly(third, first);
        assertThat(count("count-jobs.sql", filter(provider, "PENDING", "CANCELLED"))).isEqualTo(3);
        assertThat(count("count-jobs.sql", filter(provider, "RUNNING"))).isZero();
        Map<String, Object> early = filter(provider, "PENDING");
        early.put("submitted_to", OffsetDateTime.now().minusHours(1));
        assertThat(list(early, 9, 0)).isEmpty();
        Map<String, Object> elsewhere = filter(provider, "PENDING");
        elsewhere.put("any_type", 0);
        elsewhere.put("type", "cancellation");
        assertThat(list(elsewhere, 9, 0)).isEmpty();
    }

    @Test
    default void jobsAreListedByReference() {
        String provider = openLane();
        String reference = Statements.unique("order");
        long job = statements().insert(table().submitted(reference, provider));
        Map<String, Object> filter = filter(provider, "PENDING");
        filter.put("external_ref", reference);
        filter.putAll(Map.of("limit", 5, "offset", 0));

        assertThat(StatementsContract.ids(statements().rows("list-jobs-by-ref.sql", filter))).containsExactly(job);
        assertThat(count("count-jobs-by-ref.sql", filter)).isEqualTo(1);
    }

    private List<Long> list(Map<String, Object> filter, int limit, int offset) {
        Map<String, Object> page = new HashMap<>(filter);
        page.putAll(Map.of("limit", limit, "offset", offset));
        return StatementsContract.ids(statements().rows("list-jobs.sql", page));
    }

    private int count(String statement, Map<String, Object> filter) {
        return StatementsContract.number(statements().rows(statement, filter).get(0).get("TOTAL"));
    }

    private static Map<String, Object> filter(String provider, String... states) {
        return new HashMap<>(Map.of("states", List.of(states), "any_provider", 0, "provider", provider, "any_type", 1, "type", "-",
                "submitted_from", OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
                "submitted_to", OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)));
    }
}
