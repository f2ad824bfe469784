package io.fnorpa.flows;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.config.Role;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** An orchestrator is ready once it serves what its folders hold: before that the API would say of every FNO that it is not known. */
@Readiness
@ApplicationScoped
public class FlowsCheck implements HealthCheck {

    private final FlowEdits edits;
    private final PlatformConfig config;

    FlowsCheck(FlowEdits edits, PlatformConfig config) {
        this.edits = edits;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        return edits.haveServed() || !config.roles().contains(Role.ORCHESTRATOR) ? HealthCheckResponse.up("flows")
                : HealthCheckResponse.named("flows").down().withData("reason", "the folders of flows are not read yet").build();
    }
}
