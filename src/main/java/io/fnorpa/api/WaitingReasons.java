package io.fnorpa.api;

import io.fnorpa.account.LaneRest;
import io.fnorpa.account.LoginBudget;
import io.fnorpa.attempt.WaitingKind;
import io.fnorpa.browsers.BrowserSupply;
import io.fnorpa.browsers.InstanceBreaker;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import io.fnorpa.lane.LaneSensor;
import io.fnorpa.lane.LaneState;
import io.fnorpa.workers.OwnWorkers;
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
    private final BrowserSupply browsers;
    private final LoginBudget budget;
    private final LaneSensor sensor;
    private final OwnWorkers workers;

    WaitingReasons(Flows flows, Clock clock, InstanceBreaker breaker, BrowserSupply browsers, LoginBudget budget, LaneSensor sensor,
            OwnWorkers workers) {
        this.workers = workers;
        this.sensor = sensor;
        this.flows = flows;
        this.clock = clock;
        this.breaker = breaker;
        this.browsers = browsers;
        this.budget = budget;
    }

    /**
     * @param lanes rows of {@code lane-loads.sql}
     * @return null where it does not wait
     */
    Waiting of(JobRow job, List<Map<String, Object>> lanes) {
        Instant due = job.time("RUN_AFTER");
        if (!"PENDING".equals(job.text("STATE"))) {
            return Waiting.written(job, job.time("WAITING_UNTIL"));
        }
        if (due != null && due.isAfter(clock.instant())) {
            Waiting written = Waiting.written(job, due);
            return written == null ? Waiting.of(WaitingKind.NOT_BEFORE, "not before " + due.truncatedTo(ChronoUnit.SECONDS), due) : written;
        }
        return ofDueJob(job.text("PROVIDER"), lanes).orElseGet(() -> Waiting.written(job, null));
    }

    /** Why a due job of this provider is not taken yet; empty where no flows are loaded for it. */
    Optional<Waiting> ofDueJob(String provider, List<Map<String, Object>> lanes) {
        return flows.settings(provider).map(fno -> ofDueJob(fno, lanes.stream().map(JobRow::new)
                .filter(lane -> fno.fno().equals(lane.text("PROVIDER"))).findFirst()));
    }

    /** What holds whole lanes, or all jobs, comes before what holds until a job at the portal is done. */
    private Waiting ofDueJob(FnoSettings fno, Optional<JobRow> lane) {
        return lane.flatMap(row -> ofHeldLane(row, fno))
                .or(() -> sensor.whyHeld(fno.fno()).map(reason -> Waiting.of(WaitingKind.LANE_BREAKER, "the lane of " + fno.name()
                        + " closes as soon as that can be written: " + reason)))
                .or(() -> ofAccounts(fno))
                .or(() -> breaker.waitingReason().map(reason -> Waiting.of(WaitingKind.BROWSERS_FAIL, reason, breaker.state().retryAt())))
                .or(() -> browsers.obstacle().map(reason -> Waiting.of(WaitingKind.NO_BROWSER, "no browser can be had: " + reason)))
                .or(() -> workers.absence(fno.fno()).map(absence -> Waiting.of(WaitingKind.NO_WORKER, absence.why(), absence.until())))
                .or(() -> lane.flatMap(row -> ofFullLane(row, fno)))
                .orElse(Waiting.of(WaitingKind.NO_WORKER, "waiting for a free worker (rpa.max-workers)"));
    }

    /** As far as this instance knows: it looked when it last claimed there. */
    private Optional<Waiting> ofAccounts(FnoSettings fno) {
        return budget.whyFewer(fno).map(reason -> Waiting.of(WaitingKind.LOGIN_BUDGET, reason));
    }

    private static WaitingKind closedFor(JobRow lane) {
        return String.valueOf(lane.text("REASON")).startsWith(LaneRest.KIND) ? WaitingKind.LOGIN_BUDGET : WaitingKind.LANE_BREAKER;
    }

    private boolean hasRested(JobRow lane) {
        Instant until = lane.time("CLOSED_UNTIL");
        return until != null && !until.isAfter(clock.instant());
    }

    /** The probe begins when nothing of before is at the portal any more; then the job waits for a worker like any other. */
    private static Optional<Waiting> ofRestedLane(FnoSettings fno, long atPortal) {
        return atPortal == 0 ? Optional.empty() : Optional.of(Waiting.of(WaitingKind.LANE_PROBE, "the lane of " + fno.name()
                + " has rested; before one job finds out whether the portal is back, the " + atPortal + " that are still at it come to their end"));
    }

    private static Optional<Waiting> ofFullLane(JobRow lane, FnoSettings fno) {
        long underWay = lane.number("UNDER_WAY");
        long concurrency = lane.number("CONCURRENCY");
        return underWay < concurrency ? Optional.empty() : Optional.of(Waiting.of(WaitingKind.LANE_FULL,
                "the lane of " + fno.name() + " is full: " + underWay + " of " + concurrency + " jobs under way"));
    }

    private Optional<Waiting> ofHeldLane(JobRow lane, FnoSettings fno) {
        Optional<ZonedDateTime> maintenance = fno.maintenanceEnd(clock.instant().atZone(ZoneOffset.UTC));
        if (maintenance.isPresent()) {
            return Optional.of(Waiting.of(WaitingKind.LANE_MAINTENANCE, "the portal of " + fno.name() + " is in its maintenance window until "
                    + maintenance.get().toLocalTime() + " (" + fno.timeZone() + ")", maintenance.get().toInstant()));
        }
        long atPortal = lane.number("AT_PORTAL");
        return switch (LaneState.valueOf(lane.text("STATE"))) {
            case PAUSED -> Optional.of(Waiting.of(WaitingKind.LANE_PAUSED, "the lane of " + fno.name() + " is paused: " + lane.text("REASON")));
            case CLOSED -> hasRested(lane) ? ofRestedLane(fno, atPortal) : Optional.of(Waiting.of(closedFor(lane), "the lane of " + fno.name() + " is closed until "
                    + lane.timeText("CLOSED_UNTIL") + ": " + lane.text("REASON"), lane.time("CLOSED_UNTIL")));
            case PROBING -> atPortal == 0 ? Optional.empty() : Optional.of(Waiting.of(WaitingKind.LANE_PROBE,
                    "one job is finding out whether the portal of " + fno.name() + " is back"));
            case FLOWING -> Optional.empty();
        };
    }
}
