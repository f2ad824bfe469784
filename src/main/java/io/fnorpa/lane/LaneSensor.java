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
import java.util.stream.IntStream;
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
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, Opening> openings = new ConcurrentHashMap<>();

    /** An opening of an FNO's breaker, and whether it stands in the table. */
    private record Opening(BreakerOpening opening, boolean told) {}

    /** The route with an FNO's breaker, and the figures that it was made with. @param number counts the FNO's from 1 */
    private record Lane(String route, int number, FnoSettings.Breaker breaker) {}

    LaneSensor(CamelContext camel, Flows flows) {
        this.camel = camel;
        this.flows = flows;
    }

    /**
     * Makes the lane's route of each FNO; another where the figures of its breaker were edited, and attempts that are in the one of before
     * leave it as they entered it. Its new breaker is closed: it opens again if the portal still fails.
     */
    public void makeLanes() {
        flows.allSettings().forEach(fno -> lanes.compute(fno.fno(), (id, lane) ->
                lane != null && lane.breaker().equals(fno.breaker()) ? lane : makeLane(fno, lane == null ? 1 : lane.number() + 1)));
        removeOldLanes();
    }

    private Lane makeLane(FnoSettings fno, int number) {
        String name = name(fno.fno(), number);
        TemplatedRouteBuilder.builder(camel, "lane")
                .routeId(name)
                .parameter("lane", name)
                .parameter("provider", fno.fno())
                .parameter("failures", fno.breaker().failures())
                .parameter("delay", fno.breaker().delay().toMillis())
                .add();
        return new Lane(name, number, fno.breaker());
    }

    /** No FNO's id has a dot. */
    private static String name(String fno, int number) {
        return "lane-" + fno + (number == 1 ? "" : "." + number);
    }

    /** Not the last one but one: an attempt may be on its way into it. */
    private void removeOldLanes() {
        lanes.forEach((fno, lane) -> IntStream.range(1, lane.number() - 1).mapToObj(number -> name(fno, number))
                .filter(route -> camel.getRoute(route) != null && camel.getInflightRepository().size(route) == 0)
                .forEach(this::remove));
    }

    private void remove(String route) {
        try {
            camel.getRouteController().stopRoute(route);
            camel.removeRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException("Route " + route + " cannot be removed", e);
        }
    }

    /** The route that an attempt's work goes through. */
    public String lane(@Body RunningAttempt attempt) {
        return lanes.get(attempt.getProvider()).route();
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
        if (!lanes.containsKey(provider)) {
            return false; // its flows serve, and its lane is being made
        }
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
        String route = lanes.get(provider).route();
        return camel.getRoute(route)
                .filter("*").stream()
                .filter(FaultToleranceProcessor.class::isInstance)
                .map(FaultToleranceProcessor.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Route " + route
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
