package io.fnorpa.api;

import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/**
 * What people do with jobs. Each change is one compare-and-set in SQL; where it changed nothing, the job's row tells
 * why not.
 */
@ApplicationScoped
@Named("jobActions")
public class JobActions {

    private static final int LONGEST_NOTE = 1000;
    private static final String NOT_DONE = "not-done";
    private static final Set<String> ENDS = new TreeSet<>(List.of("SUCCEEDED", "FAILED", "CANCELLED"));

    private final PlatformConfig config;

    JobActions(PlatformConfig config) {
        this.config = config;
    }

    /** A request that only names its job. */
    public JobAction look(Exchange exchange) {
        return new JobAction(id(exchange), Callers.name(exchange), null, false, null, null, 0);
    }

    /** Body, optional: {@code {reason}}. */
    public JobAction cancel(Exchange exchange) {
        RequestFields fields = RequestFields.ofOptional(body(exchange));
        String reason = fields.text("reason", LONGEST_NOTE);
        fields.end();
        return new JobAction(id(exchange), Callers.name(exchange), reason, false, null, null, 0);
    }

    /** Body, optional: {@code {confirm: "not-done", reason}}. */
    public JobAction retry(Exchange exchange) {
        RequestFields fields = RequestFields.ofOptional(body(exchange));
        boolean confirmed = fields.oneOf("confirm", Set.of(NOT_DONE)) != null;
        String reason = fields.text("reason", LONGEST_NOTE);
        fields.end();
        return new JobAction(id(exchange), Callers.name(exchange), reason, confirmed, null, null, config.retryAttempts());
    }

    /** Body: {@code {state, note, result}}. */
    public JobAction settle(Exchange exchange) {
        RequestFields fields = RequestFields.of(body(exchange));
        String state = fields.oneOf("state", ENDS);
        if (!fields.has("state")) {
            fields.refuse(new FieldError("state", "is missing: one of " + String.join(", ", ENDS)));
        }
        String note = fields.requiredText("note", LONGEST_NOTE, "what you saw in the portal, and who told you");
        Map<String, Object> result = fields.object("result");
        fields.end();
        String resultJson = fields.has("result") ? ApiJson.write(result) : null;
        return new JobAction(id(exchange), Callers.name(exchange), note, false, state, resultJson, 0);
    }

    private static long id(Exchange exchange) {
        String id = exchange.getMessage().getHeader("id", String.class);
        if (id == null || !id.matches("\\d{1,18}")) {
            throw ApiRefusal.noSuchJob("'" + id + "'; a job's id is a number");
        }
        return Long.parseLong(id);
    }

    private static String body(Exchange exchange) {
        return exchange.getMessage().getBody(String.class);
    }

    /** @throws ApiRefusal there is no such job */
    public void requireFound(@Body List<Map<String, Object>> rows, @Variable("request") JobAction action) {
        if (rows.isEmpty()) {
            throw ApiRefusal.noSuchJob(action.id());
        }
    }

    public void refuseCancel(@Body List<Map<String, Object>> rows, @Variable("request") JobAction action) {
        requireFound(rows, action);
        JobRow row = new JobRow(rows.get(0));
        throw conflict(row, switch (row.text("STATE")) {
            case "SUCCEEDED", "FAILED", "CANCELLED" -> "it is over";
            case "REVIEW" -> "it waits for a decision; POST /api/jobs/" + row.id() + "/settle with state CANCELLED gives it up";
            case "PENDING" -> row.text("NO_RETURN_AT") == null ? "it changed in the same moment; ask again"
                    : "it passed its point of no return at " + row.timeText("NO_RETURN_AT") + ": the portal is asked what became of it";
            case "CLAIMED", "RUNNING" -> row.text("NO_RETURN_AT") != null
                    ? "it passed its point of no return at " + row.timeText("NO_RETURN_AT") + ": the portal may have done it already"
                    : "its cancellation is under way" + (row.text("CANCEL_BY") == null ? "" : ", asked for by " + row.text("CANCEL_BY"));
            default -> "it changed in the same moment; ask again";
        });
    }

    public void refuseRetry(@Body List<Map<String, Object>> rows, @Variable("request") JobAction action) {
        requireFound(rows, action);
        JobRow row = new JobRow(rows.get(0));
        throw conflict(row, switch (row.text("STATE")) {
            case "SUCCEEDED" -> "it is done; submit a new job to do it again";
            case "PENDING", "CLAIMED", "RUNNING" -> "it is on its way";
            default -> "it passed its point of no return at " + row.timeText("NO_RETURN_AT") + ", so the portal may have done it."
                    + " Look in the portal: if it did not happen, send {\"confirm\": \"" + NOT_DONE + "\"}; if it did, settle the job by hand";
        });
    }

    public void refuseSettle(@Body List<Map<String, Object>> rows, @Variable("request") JobAction action) {
        requireFound(rows, action);
        throw conflict(new JobRow(rows.get(0)), "only a job in REVIEW is settled by hand");
    }

    private static ApiRefusal conflict(JobRow row, String why) {
        return ApiRefusal.of(ApiProblemKind.CONFLICT, "Job " + row.id() + " is " + row.text("STATE") + ": " + why);
    }
}
