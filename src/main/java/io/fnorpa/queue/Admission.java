package io.fnorpa.queue;

import io.fnorpa.database.TextColumn;
import io.fnorpa.evidence.JobEvent;
import io.fnorpa.flow.runtime.FlowProblem;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Headers;

/** Judges rows that no loaded flow is for. */
@ApplicationScoped
@Named("admission")
public class Admission {

    private final Flows flows;

    Admission(Flows flows) {
        this.flows = flows;
    }

    /** The providers whose flows are loaded. One name that none has is among them: SQL knows no empty list. */
    public List<String> providers() {
        return flows.allSettings().isEmpty() ? List.of("-") : flows.allSettings().stream().map(FnoSettings::fno).toList();
    }

    /** Sets the headers id and one of: rightName (the right spelling); reason (why it waits); code and message (why not). */
    public void judge(@Body Map<String, Object> row, @Headers Map<String, Object> headers) {
        String given = (String) row.get("PROVIDER");
        List.of("rightName", "reason", "code", "message").forEach(headers::remove);
        headers.put("id", row.get("ID"));
        Optional<FnoSettings> known = flows.settings(given);
        List<FlowProblem> problems = flows.refused().getOrDefault(given, List.of());
        if (known.isPresent()) {
            headers.put("rightName", known.get().fno());
        } else if (!problems.isEmpty()) {
            headers.put("reason", TextColumn.REASON.fit("the flows of " + given + " are refused: " + problems.get(0)));
        } else {
            headers.put("code", "unknown-provider");
            headers.put("message", TextColumn.MESSAGE.fit("There are no flows for provider '" + given + "'. Known are " + String.join(", ", providers())
                    + ". Correct the row's provider, or add its folder to fno-flows/; then retry the job."));
        }
    }

    /** Sets header reason: the provider has a lane, so that an instance has its flows, or had. The same words in all instances. */
    public void elsewhere(@Headers Map<String, Object> headers) {
        headers.put("reason", "no flows for its provider are loaded here: its folder is gone from fno-flows/, or only another instance has it");
    }

    public JobEvent refusal(@Header("id") Number id, @Header("code") String code, @Header("message") String message) {
        return new JobEvent(id.longValue(), 0, "refused", null, "FAILED (" + code + "): " + message);
    }
}
