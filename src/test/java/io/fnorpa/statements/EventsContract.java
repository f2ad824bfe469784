package io.fnorpa.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.evidence.ChainedEvent;
import io.fnorpa.evidence.EventRow;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A job's events: what was hashed comes back to the letter. */
public interface EventsContract extends StatementsContract {

    @Test
    default void whatWasHashedComesBackToTheLetter() {
        long job = insert(openLane());
        // As wide as the column: Oracle counts bytes.
        String detail = "€".repeat(666) + "!!";
        append(job, 1, "note", detail, "2026-03-01T12:00:30.120Z");
        append(job, 2, "note", null, "2026-10-25T01:30:00.007+02:00");

        List<ChainedEvent> events = statements().rows("select-events.sql", new Attempt(job, null)).stream().map(EventRow::read).toList();

        assertThat(events).extracting(ChainedEvent::seq).containsExactly(1, 2);
        assertThat(events).extracting(ChainedEvent::happenedAt).as("UTC, milliseconds")
                .containsExactly("2026-03-01T12:00:30.120Z", "2026-10-24T23:30:00.007Z");
        assertThat(events).extracting(ChainedEvent::detail).containsExactly(detail, null);
        assertThat(statements().rows("list-events.sql", Map.of("id", job))).hasSize(2);
    }

    @Test
    default void anEmptyTextIsNoText() {
        long job = insert(openLane());
        append(job, 1, "note", "", "2026-03-01T12:00:30.120Z");

        assertThat(statements().rows("list-events.sql", Map.of("id", job)).get(0).get("DETAIL")).isNull();
    }

    @Test
    default void aNewEventFollowsTheLast() {
        long job = insert(openLane());
        assertThat(statements().rows("lock-job-events.sql", new Attempt(job, null))).hasSize(1);
        assertThat(last(job)).isEmpty();
        append(job, 1, "submitted", "by Ada", "2026-03-01T12:00:30.120Z");
        append(job, 2, "evidence", "a picture", "2026-03-01T12:00:31.120Z");

        assertThat(StatementsContract.number(last(job).get(0).get("SEQ"))).isEqualTo(2);
        assertThat(last(job).get(0).get("HASH")).isEqualTo("hash-2");
        assertThat(statements().rows("select-evidence.sql", Map.of("id", job, "key", "evidence/2"))).hasSize(1);
        assertThat(statements().rows("select-evidence.sql", Map.of("id", job, "key", "evidence/3"))).isEmpty();
    }

    @Test
    default void thereIsNoPlaceForAnEventOfNoJob() {
        assertThat(statements().rows("lock-job-events.sql", new Attempt(999_999_999_999L, null))).isEmpty();
    }

    private List<Map<String, Object>> last(long job) {
        return statements().lastEvent(job);
    }

    /** As {@code append-event} has it: the event in headers. */
    private void append(long job, int seq, String kind, String detail, String time) {
        Map<String, Object> event = new HashMap<>(Map.of("eventJobId", job, "eventSeq", seq, "eventAttempt", 1,
                "eventTime", OffsetDateTime.parse(time), "eventKind", kind, "eventEvidenceKey", "evidence/" + seq, "eventContentType", "image/png",
                "eventSha256", "digest", "eventPrevHash", "hash-" + (seq - 1), "eventHash", "hash-" + seq));
        event.put("eventStep", null);
        event.put("eventDetail", detail);
        assertThat(statements().change("append-event.sql", event)).isEqualTo(1);
    }
}
