package io.fnorpa.queue;

import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Headers;

/** Judges rows whose provider has no lane. */
@ApplicationScoped
@Named("admission")
public class Admission {

    private final Flows flows;

    Admission(Flows flows) {
        this.flows = flows;
    }

    /** Sets the headers id and rightName, or code and message (what is wrong). */
    public void judge(@Body Map<String, Object> row, @Headers Map<String, Object> headers) {
        String given = (String) row.get("PROVIDER");
        headers.put("id", row.get("ID"));
        headers.remove("rightName");
        Optional<FnoSettings> known = flows.settings(given);
        if (known.isPresent()) {
            headers.put("rightName", known.get().fno());
        } else {
            headers.put("code", "unknown-provider");
            headers.put("message", "There are no flows for provider '" + given + "'. Known are "
                    + flows.allSettings().stream().map(FnoSettings::fno).collect(Collectors.joining(", "))
                    + ". Correct the row's provider, or add its folder to fno-flows/; then retry the job.");
        }
    }
}
