package io.fnorpa.api;

import io.fnorpa.browsers.InstanceBreaker;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** What people do with lanes, and what lanes look like in answers. */
@ApplicationScoped
@Named("laneActions")
public class LaneActions {

    private static final int LONGEST_REASON = 300;
    private static final int OK = 200;

    private final Flows flows;
    private final InstanceBreaker breaker;

    LaneActions(Flows flows, InstanceBreaker breaker) {
        this.flows = flows;
        this.breaker = breaker;
    }

    /** Body: {@code {reason}}. */
    public LaneAction pause(Exchange exchange) {
        RequestFields fields = RequestFields.of(exchange.getMessage().getBody(String.class));
        String reason = fields.requiredText("reason", LONGEST_REASON, "other operators see it");
        fields.end();
        return new LaneAction(provider(exchange), Callers.name(exchange), reason);
    }

    public LaneAction resume(Exchange exchange) {
        RequestFields.ofOptional(exchange.getMessage().getBody(String.class)).end();
        return new LaneAction(provider(exchange), Callers.name(exchange), null);
    }

    private String provider(Exchange exchange) {
        String given = exchange.getMessage().getHeader("provider", String.class);
        return flows.settings(given).map(FnoSettings::fno).orElse(given);
    }

    public void list(@Body List<Map<String, Object>> rows, Exchange exchange) {
        Answer.send(exchange, OK, Map.of("lanes", rows.stream().map(JobRow::new).map(this::view).toList()));
    }

    /** @throws ApiRefusal there is no such lane */
    public void one(@Body List<Map<String, Object>> rows, @Variable("request") LaneAction action, Exchange exchange) {
        JobRow lane = rows.stream().map(JobRow::new).filter(row -> action.provider().equals(row.text("PROVIDER"))).findFirst()
                .orElseThrow(() -> ApiRefusal.of(ApiProblemKind.NOT_FOUND, "There is no lane '" + action.provider() + "'; GET /api/lanes lists them"));
        Answer.send(exchange, OK, view(lane));
    }

    private Map<String, Object> view(JobRow row) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("provider", row.text("PROVIDER"));
        view.put("name", row.text("NAME"));
        view.put("state", row.text("STATE"));
        view.put("reason", row.text("REASON"));
        view.put("closed_until", row.timeText("CLOSED_UNTIL"));
        view.put("concurrency", row.number("CONCURRENCY"));
        view.put("under_way", row.number("UNDER_WAY"));
        view.put("pending", row.number("PENDING"));
        view.put("in_review", row.number("IN_REVIEW"));
        view.put("waiting_reason", waitingReason(row.text("PROVIDER")));
        view.put("updated_at", row.timeText("UPDATED_AT"));
        return view;
    }

    /** What holds its jobs that the lane's own state does not say; null if nothing does. */
    private String waitingReason(String provider) {
        return flows.settings(provider).isPresent() ? breaker.waitingReason().orElse(null)
                : "no flows serve " + provider + " here: its folder is gone from fno-flows/, or refused (GET /api/flows)";
    }
}
