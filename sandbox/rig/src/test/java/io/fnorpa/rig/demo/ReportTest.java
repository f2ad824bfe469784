package io.fnorpa.rig.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @Test
    void holdsEachJobWithItsEvidenceAndTheCount(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("report.json");
        Report.write(file, List.of(Jobs.succeeded(), Jobs.failed()), Instant.parse("2026-01-01T10:02:00Z"));
        ObjectMapper mapper = new ObjectMapper();
        JsonNode report = mapper.readTree(file.toFile());
        assertThat(report).isEqualTo(mapper.readTree("""
                {"jobs": [
                   {"id": 7, "provider": "octotel", "type": "validation", "status": "SUCCEEDED", "attempt": 1,
                    "result": {"status": "Active", "rows": [{"a": 1}, {"a": 2}]},
                    "evidence": [{"key": "evidence/7/1_status.png", "sha256": "ab12", "step": "status"}],
                    "duration_ms": 65000, "error": null},
                   {"id": 8, "provider": "octotel", "type": "cancellation", "status": "FAILED", "attempt": 1, "result": {},
                    "evidence": [], "duration_ms": 1000, "error": {"code": "ALREADY_CANCELLED", "message": "since May"}}],
                 "summary": {"succeeded": 1, "failed": 1, "review": 0}}"""));
    }
}
