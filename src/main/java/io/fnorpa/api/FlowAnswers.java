package io.fnorpa.api;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowProblem;
import io.fnorpa.flow.runtime.JobParameter;
import io.fnorpa.flow.runtime.JobType;
import io.fnorpa.flows.Flows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;

/** Shows the flows that serve, what can be ordered from each, and the folders that were refused. */
@ApplicationScoped
@Named("flowAnswers")
public class FlowAnswers {

    private static final int OK = 200;

    private final Flows flows;
    private final PlatformConfig config;

    FlowAnswers(Flows flows, PlatformConfig config) {
        this.flows = flows;
        this.config = config;
    }

    public void list(Exchange exchange) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("flows", flows.all().stream().map(this::flow).toList());
        answer.put("refused", flows.refused().entrySet().stream().map(entry -> refused(entry.getKey(), entry.getValue())).toList());
        Answer.send(exchange, OK, answer);
    }

    private Map<String, Object> flow(FlowContext flow) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("provider", flow.settings().fno());
        view.put("name", flow.settings().name());
        view.put("aliases", flow.settings().aliases());
        view.put("version", flow.version());
        view.put("job_types", flow.settings().jobTypes().entrySet().stream().map(entry -> type(entry.getKey(), entry.getValue())).toList());
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
