package io.fnorpa.api;

import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a job's rows look like in answers. */
@ApplicationScoped
public class JobViews {

    private final PlatformConfig config;
    private final Clock clock;
    private final WaitingReasons waiting;

    JobViews(PlatformConfig config, Clock clock, WaitingReasons waiting) {
        this.config = config;
        this.clock = clock;
        this.waiting = waiting;
    }

    /** @param lanes rows of {@code lane-loads.sql}: a job may wait for its lane */
    Map<String, Object> job(JobRow row, List<Map<String, Object>> lanes) {
        Map<String, Object> view = job(row);
        view.put("waiting_reason", waiting.of(row, lanes));
        return view;
    }

    Map<String, Object> job(JobRow row) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", row.id());
        view.put("external_ref", row.text("EXTERNAL_REF"));
        view.put("provider", row.text("PROVIDER"));
        view.put("type", row.text("TYPE"));
        view.put("parameters", row.json("PARAMETERS"));
        view.put("priority", row.number("PRIORITY"));
        view.put("state", row.text("STATE"));
        view.put("step", row.text("STEP"));
        view.put("waiting_reason", row.text("WAITING_REASON"));
        view.put("attempt", row.number("ATTEMPT"));
        view.put("max_attempts", maxAttempts(row));
        view.put("deadline_seconds", row.number("DEADLINE_SECONDS"));
        view.put("flow_version", row.text("FLOW_VERSION"));
        view.put("result", row.json("RESULT"));
        view.put("error", error(row));
        view.put("account", row.text("ACCOUNT"));
        view.put("cancel_by", row.text("CANCEL_BY"));
        view.put("run_after", row.timeText("RUN_AFTER"));
        view.put("submitted_at", row.timeText("SUBMITTED_AT"));
        view.put("claimed_at", row.timeText("CLAIMED_AT"));
        view.put("started_at", row.timeText("STARTED_AT"));
        view.put("no_return_at", row.timeText("NO_RETURN_AT"));
        view.put("finished_at", row.timeText("FINISHED_AT"));
        view.put("duration_ms", durationMillis(row));
        return view;
    }

    Map<String, Object> jobWithHistory(JobRow row, List<Map<String, Object>> lanes, List<JobRow> events) {
        Map<String, Object> view = job(row, lanes);
        view.put("evidence", events.stream().filter(event -> event.text("EVIDENCE_KEY") != null).map(JobViews::evidence).toList());
        view.put("events", events.stream().map(JobViews::event).toList());
        return view;
    }

    private long maxAttempts(JobRow row) {
        Long own = row.number("MAX_ATTEMPTS");
        return own == null ? config.retryAttempts() : own;
    }

    private static Map<String, Object> error(JobRow row) {
        if (row.text("ERROR_CODE") == null) {
            return null;
        }
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", row.text("ERROR_CODE"));
        error.put("message", row.text("ERROR_MESSAGE"));
        error.put("fault", row.text("FAULT"));
        return error;
    }

    /** Of the last attempt: until it was over, or until now. */
    private Long durationMillis(JobRow row) {
        Instant start = row.time("STARTED_AT");
        if (start == null) {
            return null;
        }
        boolean running = "RUNNING".equals(row.text("STATE"));
        Instant end = running ? clock.instant() : row.time("FINISHED_AT");
        return end == null || end.isBefore(start) ? null : Duration.between(start, end).toMillis();
    }

    private static Map<String, Object> evidence(JobRow event) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("key", event.text("EVIDENCE_KEY"));
        view.put("sha256", event.text("SHA256"));
        view.put("step", event.text("STEP"));
        view.put("content_type", event.text("CONTENT_TYPE"));
        view.put("attempt", event.number("ATTEMPT"));
        view.put("at", event.timeText("HAPPENED_AT"));
        return view;
    }

    private static Map<String, Object> event(JobRow event) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("seq", event.number("SEQ"));
        view.put("at", event.timeText("HAPPENED_AT"));
        view.put("attempt", event.number("ATTEMPT"));
        view.put("kind", event.text("KIND"));
        view.put("step", event.text("STEP"));
        view.put("detail", event.text("DETAIL"));
        view.put("evidence_key", event.text("EVIDENCE_KEY"));
        view.put("hash", event.text("HASH"));
        return view;
    }
}
