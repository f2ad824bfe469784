package io.fnorpa.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.browser.Problem;
import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.WireJson;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes between orchestrator and worker comes out as it went in. */
class WorkOrderTest {

    private static final AttemptId ATTEMPT = AttemptId.of(42, 3);

    @Test
    void anOrderComesOutAsItWentIn() throws Exception {
        WorkOrder order = order(ATTEMPT);

        String json = WireJson.mapper().writeValueAsString(order);

        assertThat(WireJson.mapper().readValue(json, WorkOrder.class)).isEqualTo(order);
        assertThat(json).contains("session-token", "attempt-token");
        assertThat(order.toString()).doesNotContain("token");
    }

    @Test
    void aReportComesOutAsItWentIn() throws Exception {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rows", List.of(Map.of("a", 1), List.of("b", 2.5, true)));
        result.put("none", null);
        List<WorkReport> reports = List.of(WorkReport.of(Outcome.review(Outcome.Fault.PORTAL_CHANGED, "element-not-found", "There is none", result), "crashed"),
                WorkReport.of(Outcome.succeeded(Map.of()), null), WorkReport.stopped("fenced", null));

        for (WorkReport report : reports) {
            assertThat(WireJson.mapper().readValue(WireJson.mapper().writeValueAsBytes(report), WorkReport.class)).isEqualTo(report);
        }
    }

    @Test
    void aProblemComesOutAsItWentIn() throws Exception {
        ReportProblem problem = ReportProblem.of(Problem.of(ProblemKind.SESSION_NOT_FOUND, "There is no session s-1"), "Session not found: There is no session s-1");

        assertThat(WireJson.mapper().readValue(WireJson.mapper().writeValueAsBytes(problem), ReportProblem.class)).isEqualTo(problem);
    }

    @Test
    void eachKindIsFoundByItsType() {
        assertThat(ReportProblemKind.values()).allSatisfy(kind -> assertThat(ReportProblemKind.ofType(kind.type())).contains(kind));
    }

    @Test
    void aTicketOfAnotherAttemptIsRefused() {
        assertThatThrownBy(() -> new WorkOrder(job(ATTEMPT), ticket(AttemptId.of(42, 2)), false, Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofSeconds(60)))
                .hasMessageContaining("job/42/attempt/2").hasMessageContaining("job/42/attempt/3");
    }

    private static WorkOrder order(AttemptId attempt) {
        return new WorkOrder(job(attempt), ticket(attempt), true, Duration.ofSeconds(30), Duration.ofMillis(1500), Duration.ofSeconds(60));
    }

    private static Job job(AttemptId attempt) {
        return new Job(attempt, "ORDER-1", "octotel", "validation", Map.of("service_id", "OCT-1", "count", 3, "list", List.of(1, "two")));
    }

    private static Ticket ticket(AttemptId attempt) {
        return new Ticket(attempt, URI.create("http://10.1.2.3:8080"), "s-1", Secret.of("session-token"), Secret.of("attempt-token"),
                URI.create("http://10.1.2.4:8620"), "0a1b2c3d4e5f", Instant.parse("2026-03-31T08:00:00Z"));
    }
}
