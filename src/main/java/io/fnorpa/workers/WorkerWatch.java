package io.fnorpa.workers;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.FailureKind;
import io.fnorpa.browser.client.ToldFailure;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.ticket.WorkReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/**
 * Waits for the report of an attempt that a worker runs, and sees when none will come:
 * <ol>
 * <li>nothing was heard of the worker for as long as a lease lasts;
 * <li>sooner: nobody listens at its address, or it knows nothing of the attempt, and nothing was heard for a heartbeat;
 * <li>it works on half a minute after the attempt's deadline;
 * <li>the attempt is over (taken over, cancelled, this instance ends): it is told to stop, and has ten seconds.
 * </ol>
 * Before anything is decided no call of the worker is let in any more, and those that are inside have ended.
 */
@ApplicationScoped
@Named("workerWatch")
public class WorkerWatch {

    private static final Logger LOG = Logger.getLogger(WorkerWatch.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration PAST_DEADLINE = Duration.ofSeconds(30);
    private static final Duration BEFORE_STOP = Duration.ofSeconds(2);
    private static final Duration AFTER_STOP = Duration.ofSeconds(10);

    private final PlatformConfig config;
    private final WorkerClient client;
    private final RemoteRuns runs;
    private final Clock clock;

    WorkerWatch(PlatformConfig config, WorkerClient client, RemoteRuns runs, Clock clock) {
        this.config = config;
        this.client = client;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Sets the attempt's outcome.
     *
     * @throws AttemptFencedException the attempt is not ours any more, or was cancelled
     */
    public void await(@Body RunningAttempt attempt) throws InterruptedException {
        RemoteRun run = runs.find(attempt.getId()).orElseThrow();
        Ending ending = new Ending(run);
        while (ending.report == null && ending.lost == null) {
            ending.look();
        }
        close(run, ending.lost != null);
        judge(run, ending);
    }

    private void judge(RemoteRun run, Ending ending) {
        RunningAttempt attempt = run.attempt();
        WorkReport report = ending.report;
        if (report != null && report.browserFailure() != null) {
            FailureKind.ofCode(report.browserFailure()).ifPresent(kind -> attempt.getBrowserUse().failed(kind,
                    ToldFailure.of(report.browserFailure(), report.outcome() == null ? "its browser service failed at worker " + run.worker() : report.outcome().message())));
        }
        if (attempt.isFenced() || attempt.getCancelledBy() != null && (report == null || report.outcome() == null)) {
            throw new AttemptFencedException("The flow of " + attempt + " was stopped at worker " + run.worker());
        }
        if (report != null && report.outcome() != null) {
            attempt.setOutcome(report.outcome());
            return;
        }
        String why = report == null ? ending.lost : "it stopped the flow: " + report.stopped();
        LOG.warnf("%s was lost by worker %s: %s", attempt, run.worker(), why);
        client.stop(run.worker(), attempt.getId());
        attempt.setOutcome(Outcome.retry(Fault.PLATFORM, "worker-lost", "Worker " + run.worker() + " lost the attempt: " + why, Map.of()));
    }

    /** Whatever happens: the run is over for the worker. */
    public void release(@Body RunningAttempt attempt) {
        runs.find(attempt.getId()).ifPresent(run -> {
            close(run, attempt.getOutcome() == null);
            runs.forget(run);
            if (run.worker() != null && attempt.getOutcome() == null) {
                client.stop(run.worker(), attempt.getId());
            }
        });
    }

    /**
     * What is inside gives up by itself after two leases' length. If it has not, nobody knows what it will still write: then the
     * job is left to recovery, which decides from its row.
     */
    private void close(RemoteRun run, boolean lost) {
        if (lost) {
            run.attempt().loseWorker();
        }
        if (!run.close(config.lease().duration().multipliedBy(3))) {
            LOG.errorf("A call of %s's worker has not ended; the job is left to recovery", run.attempt());
            run.attempt().fence();
        }
    }

    /** One attempt's wait, from look to look. */
    private final class Ending {

        private final RemoteRun run;
        private CompletableFuture<WorkerClient.Reported> asked;
        private Instant over;
        private boolean stopped;
        private WorkReport report;
        private String lost;

        Ending(RemoteRun run) {
            this.run = run;
        }

        void look() throws InterruptedException {
            asked = asked == null ? client.report(run.worker(), run.attempt().getId()) : asked;
            try {
                WorkerClient.Reported reported = asked.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                asked = null;
                take(reported);
            } catch (TimeoutException e) {
                // it is being waited for
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
            if (report == null && lost == null) {
                lost = whyLost();
            }
        }

        private void take(WorkerClient.Reported reported) throws InterruptedException {
            boolean silent = run.silence().compareTo(config.lease().heartbeat().plus(BETWEEN)) > 0;
            switch (reported.kind()) {
                case DONE -> report = reported.report();
                case NOT_YET -> { }
                case UNKNOWN -> lost = silent ? "it knows nothing of the attempt; it was started anew, or never got it" : null;
                case REFUSED -> lost = silent ? "nobody listens at its address" : null;
                default -> { }
            }
            if (reported.kind() != WorkerClient.Reported.Kind.DONE) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
            }
        }

        private String whyLost() {
            RunningAttempt attempt = run.attempt();
            if (run.silence().compareTo(config.lease().duration()) > 0) {
                return "nothing was heard of it for " + config.lease().duration().toSeconds() + " s (rpa.lease.duration)";
            }
            Instant now = clock.instant();
            if (now.isAfter(attempt.getDeadline().plus(PAST_DEADLINE))) {
                return "it went on past the attempt's deadline";
            }
            return attempt.isOver() ? overSince(now) : null;
        }

        private String overSince(Instant now) {
            over = over == null ? now : over;
            if (!stopped && now.isAfter(over.plus(BEFORE_STOP))) {
                stopped = true;
                client.stop(run.worker(), run.attempt().getId());
            }
            return now.isAfter(over.plus(AFTER_STOP)) ? "it was told to stop and gave no report" : null;
        }
    }
}
