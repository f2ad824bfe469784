package io.fnorpa.lane;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.database.TextColumn;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Header;
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
    private final Map<String, Opening> openings = new ConcurrentHashMap<>();

    /** An opening of an FNO's breaker, and whether it stands in the table. */
    private record Opening(BreakerOpening opening, boolean told) {}

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

    /** The breaker is open, which is to be written to the table: at once, or else before the next claim. */
    public void opened(@Body RunningAttempt attempt) {
        openings.put(attempt.getProvider(), new Opening(
                new BreakerOpening(attempt.getProvider(), restSeconds(attempt), closingReason(attempt)), false));
    }

    /** The table knows it by now. */
    public void told(@Header("provider") String provider) {
        openings.computeIfPresent(provider, (fno, opening) -> new Opening(opening.opening(), true));
    }

    /** The portal has answered. An attempt that was under way when the breaker opened may close it. */
    public void answered(@Body RunningAttempt attempt) {
        if (CLOSED.equalsIgnoreCase(breaker(attempt.getProvider()).getCircuitBreakerState())) {
            openings.remove(attempt.getProvider());
        }
    }

    /** Openings that the table does not know, since it was away. */
    public List<BreakerOpening> untold() {
        return openings.values().stream().filter(opening -> !opening.told()).map(Opening::opening).toList();
    }

    /** Why this instance claims nothing in a lane whose row lets jobs in; empty if it does. */
    public Optional<String> whyHeld(String provider) {
        return Optional.ofNullable(openings.get(provider)).filter(opening -> !opening.told()).map(opening -> opening.opening().reason());
    }

    /**
     * The lane's row lets jobs in, and so does the breaker from now on, unless it has opened and the row does not say so yet.
     *
     * @return whether the breaker lets jobs in
     */
    boolean follow(String provider) {
        FaultToleranceProcessor breaker = breaker(provider);
        String state = breaker.getCircuitBreakerState();
        Opening opening = openings.get(provider);
        if (state == null || CLOSED.equalsIgnoreCase(state)) {
            openings.remove(provider);
            return true;
        }
        if (opening == null ? OPEN.equalsIgnoreCase(state) : !opening.told()) {
            return false;
        }
        CircuitBreakerMaintenance.get().reset(breaker.getId());
        openings.remove(provider);
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
