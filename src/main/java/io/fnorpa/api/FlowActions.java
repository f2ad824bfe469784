package io.fnorpa.api;

import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowRefusedException;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.FlowEdits;
import io.fnorpa.flows.Flows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;

/** What people do with versions of flows: roll back, try with a share of the jobs, promote. */
@ApplicationScoped
@Named("flowActions")
public class FlowActions {

    private static final int LONGEST_REASON = 300;
    private static final int LONGEST_VERSION = 64;
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final int LARGEST_OFFSET = 10_000_000;

    private final Flows flows;
    private final FlowEdits edits;

    FlowActions(Flows flows, FlowEdits edits) {
        this.flows = flows;
        this.edits = edits;
    }

    /** Body: {@code {version, reason}}; the version is the one that is to serve. */
    public FlowDecisionRequest rollback(Exchange exchange) {
        RequestFields fields = RequestFields.of(exchange.getMessage().getBody(String.class));
        String version = version(fields);
        String reason = reason(fields);
        fields.end();
        FlowDecisionRequest request = request(exchange, reason, 0);
        if (version.equals(request.held())) {
            throw ApiRefusal.of(ApiProblemKind.CONFLICT, version + " is what the folder of " + request.provider() + " holds: name the version that is to serve in its"
                    + " place, or promote it");
        }
        return request.withRest(version);
    }

    /** Body: {@code {version, percent, reason}}; the version is the one that the folder holds. */
    public FlowDecisionRequest share(Exchange exchange) {
        RequestFields fields = RequestFields.of(exchange.getMessage().getBody(String.class));
        String version = version(fields);
        Integer share = fields.requiredInteger("percent", 0, FlowDecisionRequest.ALL, "of 100 jobs, how many the version takes");
        String reason = reason(fields);
        fields.end();
        return requireHeld(request(exchange, reason, share), version);
    }

    /** Body: {@code {version, reason}}; the version is the one that the folder holds. */
    public FlowDecisionRequest promote(Exchange exchange) {
        RequestFields fields = RequestFields.of(exchange.getMessage().getBody(String.class));
        String version = version(fields);
        String reason = reason(fields);
        fields.end();
        return requireHeld(request(exchange, reason, FlowDecisionRequest.ALL), version);
    }

    private static String version(RequestFields fields) {
        return fields.requiredText("version", LONGEST_VERSION, "GET /api/flows/{provider}/versions lists them");
    }

    private static String reason(RequestFields fields) {
        return fields.requiredText("reason", LONGEST_REASON, "other operators see it");
    }

    /** Somebody may have saved another since the caller looked. */
    private static FlowDecisionRequest requireHeld(FlowDecisionRequest request, String version) {
        if (!version.equals(request.held())) {
            throw ApiRefusal.of(ApiProblemKind.CONFLICT, "The folder of " + request.provider() + " holds version " + request.held() + " at this instance, and not " + version);
        }
        return request;
    }

    private FlowDecisionRequest request(Exchange exchange, String reason, int share) {
        String given = exchange.getMessage().getHeader("provider", String.class);
        FlowContext held = flows.held(given).orElseThrow(() -> noSuchFlows(given));
        return new FlowDecisionRequest(held.settings().fno(), held.version(), Callers.name(exchange), reason, share, null);
    }

    /** @throws ApiRefusal no row was written: the version is not recorded yet */
    public void requireWritten(@Header("CamelSqlUpdateCount") int rows, @Variable("request") FlowDecisionRequest request) {
        if (rows == 0) {
            throw ApiRefusal.of(ApiProblemKind.UNAVAILABLE, "Version " + request.held() + " is not recorded yet; try again");
        }
    }

    /** The version that is to be read. */
    public Map<String, Object> version(Exchange exchange) {
        return Map.of("provider", provider(exchange), "version", exchange.getMessage().getHeader("version", String.class));
    }

    /** The page of versions that is to be listed; also of an FNO whose folder is gone. */
    public FlowVersionsRequest versions(Exchange exchange) {
        QueryFields query = QueryFields.of(exchange);
        FlowVersionsRequest request = new FlowVersionsRequest(provider(exchange), query.integer("limit", 1, LARGEST_PAGE, PAGE),
                query.integer("offset", 0, LARGEST_OFFSET, 0));
        query.end();
        return request;
    }

    private String provider(Exchange exchange) {
        String given = exchange.getMessage().getHeader("provider", String.class);
        return flows.held(given).map(FlowContext::settings).or(() -> flows.departed(given)).map(FnoSettings::fno).orElse(given);
    }

    /**
     * Who takes the rest: whom the request names; else who has it now; else the version that served before.
     *
     * @param versions of the FNO, the last one that was held first
     */
    public FlowDecisionRequest complete(@Body List<Map<String, Object>> versions, @Variable("request") FlowDecisionRequest request) {
        if (request.isShared() || request.share() == FlowDecisionRequest.ALL) {
            return request;
        }
        List<JobRow> rows = versions.stream().map(JobRow::new).toList();
        return rows.stream().filter(row -> request.held().equals(row.text("VERSION"))).map(row -> row.text("REST_VERSION"))
                .filter(rest -> rest != null).findFirst()
                .or(() -> edits.servedBefore(request.held(), versions))
                .map(request::withRest)
                .orElseThrow(() -> ApiRefusal.of(ApiProblemKind.CONFLICT, "There is no other version of " + request.provider() + " that could take the rest"));
    }

    /** @throws ApiRefusal the version that is to take the rest is not there, or cannot serve in this release */
    public void requireServable(@Body List<Map<String, Object>> rows, @Variable("request") FlowDecisionRequest request) {
        if (rows.isEmpty()) {
            throw ApiRefusal.of(ApiProblemKind.NOT_FOUND, "There is no version '" + request.rest() + "' of " + request.provider()
                    + "; GET /api/flows/" + request.provider() + "/versions lists them");
        }
        try {
            edits.tryOut(rows.get(0));
        } catch (FlowRefusedException e) {
            throw ApiRefusal.of(ApiProblemKind.CONFLICT, "Version " + request.rest() + " cannot serve in this release: " + e.getMessage());
        }
    }

    static ApiRefusal noSuchFlows(String provider) {
        return ApiRefusal.of(ApiProblemKind.NOT_FOUND, "There is no folder of flows '" + provider + "'; GET /api/flows lists what there is");
    }
}
