package io.fnorpa.lane;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.database.TextColumn;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.microprofile.faulttolerance.FaultToleranceProcessor;

/**
 * Reads the circuit breakers. Each FNO has one, an instance of the route template {@code lane} with the figures of its
 * fno.yaml; what it finds is written to the table, where all instances see it. From then on the table decides: when it lets
 * jobs in again, since a probe of any instance went well or a person said so, the breaker is closed with it.
 */
@ApplicationScoped
@Named("laneSensor")
public class LaneSensor {

    private static final String OPEN = "open";
    private static final String CLOSED = "closed";

    private final CamelContext camel;
    private final Flows flows;
    private final Map<String, String> routes = new ConcurrentHashMap<>();
    /** FNOs whose open breaker stands in the table. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

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

    /** The lane's row says by now that the breaker is open. */
    public void told(@Body RunningAttempt attempt) {
        told.add(attempt.getProvider());
    }

    /**
     * The lane's row lets jobs in, and so does the breaker from now on, unless it has opened just now and the row does not
     * say so yet. Where it could not be written, the breaker's own rest is kept.
     *
     * @return whether the breaker lets jobs in
     */
    boolean follow(String provider) {
        FaultToleranceProcessor breaker = breaker(provider);
        String state = breaker.getCircuitBreakerState();
        if (state == null || CLOSED.equalsIgnoreCase(state)) {
            return true;
        }
        if (OPEN.equalsIgnoreCase(state) && !told.contains(provider)) {
            return false;
        }
        CircuitBreakerMaintenance.get().reset(breaker.getId());
        told.remove(provider);
        return true;
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
