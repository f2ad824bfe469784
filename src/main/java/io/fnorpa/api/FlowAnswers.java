package io.fnorpa.api;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowProblem;
import io.fnorpa.flow.runtime.JobParameter;
import io.fnorpa.flow.runtime.JobType;
import io.fnorpa.flows.FlowEdits;
import io.fnorpa.flows.Flows;
import io.fnorpa.flows.ServedFlow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** Shows the flows that serve, what can be ordered from each, and the folders that were refused. */
@ApplicationScoped
@Named("flowAnswers")
public class FlowAnswers {

    private static final int OK = 200;

    private final Flows flows;
    private final FlowEdits edits;
    private final PlatformConfig config;

    FlowAnswers(Flows flows, FlowEdits edits, PlatformConfig config) {
        this.flows = flows;
        this.edits = edits;
        this.config = config;
    }

    public void list(Exchange exchange) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("flows", flows.serving().stream().map(this::flow).toList());
        answer.put("refused", flows.refused().entrySet().stream().map(entry -> refused(entry.getKey(), entry.getValue())).toList());
        Answer.send(exchange, OK, answer);
    }

    private Map<String, Object> flow(ServedFlow served) {
        FlowContext flow = served.main();
        String provider = flow.settings().fno();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("provider", provider);
        view.put("name", flow.settings().name());
        view.put("aliases", flow.settings().aliases());
        view.put("version", flow.version());
        view.put("jobs_under_way", flow.inside());
        view.put("newer", served.newer().map(newer -> newer(newer, served.share())).orElse(null));
        view.put("folder_version", flows.held(provider).map(FlowContext::version).orElse(null));
        view.put("folder_problems", flows.refused().getOrDefault(provider, List.of()));
        view.put("job_types", flow.settings().jobTypes().entrySet().stream().map(entry -> type(entry.getKey(), entry.getValue())).toList());
        return view;
    }

    private static Map<String, Object> newer(FlowContext newer, int share) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("version", newer.version());
        view.put("percent", share);
        view.put("jobs_under_way", newer.inside());
        return view;
    }

    /** After a decision; also where nothing serves the FNO all the same. */
    public void one(@Variable("request") FlowDecisionRequest request, Exchange exchange) {
        Answer.send(exchange, OK, flows.find(request.provider()).map(this::flow).orElseGet(() -> nothing(request)));
    }

    private Map<String, Object> nothing(FlowDecisionRequest request) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("provider", request.provider());
        view.put("version", null);
        view.put("folder_version", request.held());
        view.put("folder_problems", flows.refused().getOrDefault(request.provider(), List.of()));
        return view;
    }

    /** @throws ApiRefusal there are none */
    public void versions(@Variable("request") FlowVersionsRequest request, @Variable("total") long total, @Body List<Map<String, Object>> rows, Exchange exchange) {
        if (total == 0) {
            throw FlowActions.noSuchFlows(request.provider());
        }
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("versions", rows.stream().map(JobRow::new).map(FlowAnswers::version).toList());
        page.put("total", total);
        page.put("limit", request.limit());
        page.put("offset", request.offset());
        Answer.send(exchange, OK, page);
    }

    /** @throws ApiRefusal it is not there */
    public void version(@Body List<Map<String, Object>> rows, Exchange exchange) {
        if (rows.isEmpty()) {
            throw ApiRefusal.of(ApiProblemKind.NOT_FOUND, "There is no such version; GET /api/flows/{provider}/versions lists them");
        }
        Map<String, Object> view = version(new JobRow(rows.get(0)));
        view.put("files", edits.texts(rows.get(0)));
        Answer.send(exchange, OK, view);
    }

    private static Map<String, Object> version(JobRow row) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("provider", row.text("PROVIDER"));
        view.put("version", row.text("VERSION"));
        view.put("held_at", row.timeText("HELD_AT"));
        view.put("percent", row.number("JOBS_PERCENT"));
        view.put("rest", row.text("REST_VERSION"));
        view.put("decided_by", row.text("DECIDED_BY"));
        view.put("decided_at", row.timeText("DECIDED_AT"));
        view.put("reason", row.text("REASON"));
        return view;
    }

    private Map<String, Object> type(String name, JobType type) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("type", name);
        view.put("description", type.description());
        view.put("deadline_seconds", type.deadline().orElse(config.workerTimeout()).toSeconds());
        view.put("parameters", type.parameters().entrySet().stream().map(entry -> parameter(entry.getKey(), entry.getValue())).toList());
        return view;
    }

    private static Map<String, Object> parameter(String name, JobParameter parameter) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", name);
        view.put("type", parameter.type().name().toLowerCase(Locale.ROOT));
        view.put("required", parameter.required());
        view.put("description", parameter.description());
        if (parameter.pattern() != null) {
            view.put("pattern", parameter.pattern().pattern());
        }
        if (!parameter.values().isEmpty()) {
            view.put("values", parameter.values());
        }
        return view;
    }

    private static Map<String, Object> refused(String folder, List<FlowProblem> problems) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("folder", folder);
        view.put("problems", problems);
        return view;
    }
}
