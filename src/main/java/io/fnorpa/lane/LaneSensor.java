package io.fnorpa.lane;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.database.TextColumn;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.microprofile.faulttolerance.FaultToleranceProcessor;

/**
 * Reads the circuit breakers. Each FNO has one, an instance of the route template {@code lane} with the figures of its
 * fno.yaml; what it finds is written to the table, where all instances see it.
 */
@ApplicationScoped
@Named("laneSensor")
public class LaneSensor {

    private static final String OPEN = "open";

    private final CamelContext camel;
    private final Flows flows;
    private final Map<String, String> routes = new ConcurrentHashMap<>();

    LaneSensor(CamelContext camel, Flows flows) {
        this.camel = camel;
        this.flows = flows;
    }

    /** Makes the lane's route of each FNO, once. */
    public void makeLanes() {
        flows.allSettings().forEach(fno -> routes.computeIfAbsent(fno.fno(), this::makeLane));
    }

    private String makeLane(String fno) {
        FnoSettings settings = flows.settings(fno).orElseThrow();
        return TemplatedRouteBuilder.builder(camel, "lane")
                .routeId("lane-" + fno)
                .parameter("provider", fno)
                .parameter("failures", settings.breaker().failures())
                .parameter("delay", settings.breaker().delay().toMillis())
                .add();
    }

    /** The breaker let nothing through, or the portal failed. In the first case the job goes back unspent. */
    public void rejected(@Body RunningAttempt attempt) {
        if (attempt.getOutcome() == null) {
            attempt.giveBack("the lane of " + attempt.getProvider() + " is closed: its breaker is open after "
                    + attempt.getSettings().breaker().failures() + " failures of the portal");
        }
    }

    /** Whether the breaker is open after this attempt. */
    public boolean isOpen(@Body RunningAttempt attempt) {
        return OPEN.equalsIgnoreCase(breaker(attempt.getProvider()).getCircuitBreakerState());
    }

    private FaultToleranceProcessor breaker(String provider) {
        return camel.getRoute("lane-" + provider)
                .filter("*").stream()
                .filter(FaultToleranceProcessor.class::isInstance)
                .map(FaultToleranceProcessor.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Route lane-" + provider
                        + " has no circuit breaker: see template 'lane' in routes/orchestrator/lanes.camel.yaml"));
    }

    /** How long a closed lane rests, in seconds. */
    public long restSeconds(@Body RunningAttempt attempt) {
        return Math.max(1, attempt.getSettings().breaker().delay().toSeconds());
    }

    /** Why it closes. */
    public String closingReason(@Body RunningAttempt attempt) {
        return TextColumn.REASON.fit("The portal failed: " + attempt.getOutcome().message());
    }
}
