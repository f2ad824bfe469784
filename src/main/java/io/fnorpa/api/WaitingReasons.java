package io.fnorpa.api;

import io.fnorpa.browsers.InstanceBreaker;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import io.fnorpa.lane.LaneState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a job does not go on. What a running job waits for, and why a row cannot be run at all, stands in the row; why a
 * row that could be run is not taken yet follows from its lane and from this instance's browser services, and is worked out
 * when somebody asks.
 */
@ApplicationScoped
public class WaitingReasons {

    private final Flows flows;
    private final Clock clock;
    private final InstanceBreaker breaker;

    WaitingReasons(Flows flows, Clock clock, InstanceBreaker breaker) {
        this.flows = flows;
        this.clock = clock;
        this.breaker = breaker;
    }

    /**
     * @param lanes rows of {@code lane-loads.sql}
     * @return null where it does not wait
     */
    String of(JobRow job, List<Map<String, Object>> lanes) {
        String written = job.text("WAITING_REASON");
        Instant due = job.time("RUN_AFTER");
        Optional<FnoSettings> fno = flows.settings(job.text("PROVIDER"));
        if (!"PENDING".equals(job.text("STATE")) || fno.isEmpty()) {
            return written;
        }
        if (due != null && due.isAfter(clock.instant())) {
            return written == null ? "not before " + due.truncatedTo(ChronoUnit.SECONDS) : written;
        }
        return lanes.stream().map(JobRow::new).filter(lane -> fno.get().fno().equals(lane.text("PROVIDER"))).findFirst()
                .flatMap(lane -> ofLane(lane, fno.get()))
                .or(breaker::waitingReason)
                .orElse("waiting for a free worker (rpa.max-workers)");
    }

    private Optional<String> ofLane(JobRow lane, FnoSettings fno) {
        Optional<ZonedDateTime> maintenance = fno.maintenanceEnd(clock.instant().atZone(ZoneOffset.UTC));
        if (maintenance.isPresent()) {
            return Optional.of("the portal of " + fno.name() + " is in its maintenance window until " + maintenance.get().toLocalTime()
                    + " (" + fno.timeZone() + ")");
        }
        long underWay = lane.number("UNDER_WAY");
        long concurrency = lane.number("CONCURRENCY");
        return switch (LaneState.valueOf(lane.text("STATE"))) {
            case PAUSED -> Optional.of("the lane of " + fno.name() + " is paused: " + lane.text("REASON"));
            case CLOSED -> Optional.of("the lane of " + fno.name() + " is closed until " + lane.timeText("CLOSED_UNTIL") + ": " + lane.text("REASON"));
            case PROBING -> underWay == 0 ? Optional.empty()
                    : Optional.of("one job is finding out whether the portal of " + fno.name() + " is back");
            case FLOWING -> underWay < concurrency ? Optional.empty()
                    : Optional.of("the lane of " + fno.name() + " is full: " + underWay + " of " + concurrency + " jobs under way");
        };
    }
}
