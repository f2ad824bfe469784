package io.fnorpa.rig.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDateTime;
import java.util.Map;

/** Jobs as the job API shows them. */
final class Jobs {

    static final DemoJob VALIDATION = DemoJob.all(LocalDateTime.of(2026, 1, 1, 10, 0)).get(0);

    private Jobs() {
    }

    static JobView waiting() {
        return view("""
                {"id": 7, "provider": "octotel", "type": "validation", "state": "RUNNING", "attempt": 1, "step": "login",
                 "waiting_reason": "next code begins at 10:00:30", "started_at": "2026-01-01T10:00:00Z", "finished_at": null,
                 "duration_ms": null, "result": null, "error": null, "evidence": []}""");
    }

    static JobView succeeded() {
        return view("""
                {"id": 7, "provider": "octotel", "type": "validation", "state": "SUCCEEDED", "attempt": 1, "step": "service-status",
                 "waiting_reason": null, "started_at": "2026-01-01T10:00:00Z", "finished_at": "2026-01-01T10:01:05Z", "duration_ms": 65000,
                 "result": {"status": "Active", "rows": [{"a": 1}, {"a": 2}]}, "error": null,
                 "evidence": [{"key": "evidence/7/1_status.png", "sha256": "ab12", "step": "status", "content_type": "image/png"}]}""");
    }

    static JobView failed() {
        return view("""
                {"id": 8, "provider": "octotel", "type": "cancellation", "state": "FAILED", "attempt": 1, "step": null,
                 "waiting_reason": null, "started_at": "2026-01-01T10:00:00Z", "duration_ms": 1000, "result": null,
                 "error": {"code": "ALREADY_CANCELLED", "message": "since May"}, "evidence": []}""");
    }

    static Map<DemoJob, JobView> only(JobView view) {
        return Map.of(VALIDATION, view);
    }

    private static JobView view(String json) {
        try {
            return new JobView(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
