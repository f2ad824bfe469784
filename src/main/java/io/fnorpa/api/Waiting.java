package io.fnorpa.api;

import io.fnorpa.attempt.WaitingKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a job does not go on.
 *
 * @param kind   a {@link WaitingKind#code()}; null where whoever wrote the reason gave none
 * @param reason in words
 * @param until  when it is expected to go on; null where nobody can tell
 */
record Waiting(String kind, String reason, Instant until) {

    static Waiting of(WaitingKind kind, String reason, Instant until) {
        return new Waiting(kind.code(), reason, until);
    }

    static Waiting of(WaitingKind kind, String reason) {
        return of(kind, reason, null);
    }

    /** What stands in the row; null if nothing does. */
    static Waiting written(JobRow job, Instant until) {
        String reason = job.text("WAITING_REASON");
        return reason == null ? null : new Waiting(job.text("WAITING_KIND"), reason, until);
    }

    Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("kind", kind);
        view.put("reason", reason);
        view.put("until", until == null ? null : until.truncatedTo(ChronoUnit.MILLIS).toString());
        return view;
    }
}
