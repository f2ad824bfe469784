package io.fnorpa.worker;

import io.fnorpa.browser.client.BreakerWatch;
import io.fnorpa.browser.client.BrowserBreaker;
import io.fnorpa.browser.client.BrowserUse;
import io.fnorpa.browser.client.FailureKind;
import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.runtime.FlowContext;
import io.fnorpa.flow.runtime.FlowRefusedException;
import io.fnorpa.flow.runtime.FlowRunner;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.ticket.FlowFiles;
import io.fnorpa.ticket.WorkOrder;
import io.fnorpa.ticket.WorkReport;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt in a worker: (1) its flows are fetched, unless they are here, (2) its flow runs on a thread of its own, (3)
 * beside it another renews the attempt, (4) its report waits until the orchestrator has asked for it. It is stopped by the
 * orchestrator's word, or when the orchestrator gives none any more: then the flow is interrupted and reports nothing.
 */
final class WorkerRun {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerRun.class);
    private static final Duration FETCH_LIMIT = Duration.ofSeconds(30);
    private static final int SO_MANY_THAT_IT_NEVER_OPENS = 1_000;

    private final WorkOrder order;
    private final FetchedFlows flows;
    private final OrchestratorLine line;
    private final Thread thread;
    private final Thread heart;
    private final CompletableFuture<WorkReport> report = new CompletableFuture<>();
    private final CompletableFuture<Void> taken = new CompletableFuture<>();
    private volatile String browserFailure;
    private String stopped;

    WorkerRun(WorkOrder order, FetchedFlows flows) {
        this.order = order;
        this.flows = flows;
        this.line = new OrchestratorLine(order.ticket());
        this.thread = new Thread(this::run, "flow-" + order.attempt());
        this.heart = new Thread(new Heartbeat(order, line, this::stop), "heartbeat-" + order.attempt());
        this.heart.setDaemon(true);
        this.thread.setDaemon(true);
    }

    void start() {
        heart.start();
        thread.start();
    }

    private void run() {
        WorkReport end;
        try {
            end = WorkReport.of(outcome(), browserFailure);
        } catch (AttemptFencedException e) {
            end = WorkReport.stopped(e.getMessage(), browserFailure);
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed outside its flow", order.attempt(), e);
            end = WorkReport.of(Outcome.retry(Fault.PLATFORM, "worker", e.getClass().getSimpleName() + ": " + e.getMessage()
                    + " See the worker's log.", null), browserFailure);
        }
        finish(end);
    }

    private Outcome outcome() {
        BrowserUse use = new BrowserBreaker(SO_MANY_THAT_IT_NEVER_OPENS, Duration.ofSeconds(1), Clock.systemUTC(), watch()).use();
        AttemptChannel channel = new RemoteAttemptChannel(line);
        FlowContext context;
        try {
            context = flows.get(order.job().provider(), order.ticket().flowVersion(), () -> line.get("flows", FETCH_LIMIT, FlowFiles.class));
        } catch (FlowRefusedException e) {
            return Outcome.retry(Fault.PLATFORM, "flows-refused", "The worker cannot use the flows that the orchestrator serves: " + e.getMessage()
                    + ". See that both are of the same release", null);
        }
        FlowRunner runner = new FlowRunner((provider, version) -> Optional.of(context), order.commandLimit());
        return order.lookup() ? runner.lookup(order.job(), order.ticket(), channel, use) : runner.run(order.job(), order.ticket(), channel, use);
    }

    /** The breaker of the browser services is the orchestrator's: it is told how this one failed. */
    private BreakerWatch watch() {
        return new BreakerWatch() {
            @Override
            public void failed(FailureKind kind) {
                browserFailure = kind.code();
            }
        };
    }

    /** Ends the flow, unless it has ended; the run reports that it was stopped. */
    synchronized void stop(String why) {
        if (report.isDone() || stopped != null) {
            return;
        }
        LOG.warn("{} is stopped: {}", order.attempt(), why);
        stopped = why;
        line.stop(why);
        thread.interrupt();
    }

    private synchronized void finish(WorkReport end) {
        report.complete(stopped != null ? WorkReport.stopped(stopped, end.browserFailure()) : end);
        Outcome outcome = end.outcome();
        if (stopped == null && outcome != null) {
            LOG.info("{} ended {}{}", order.attempt(), outcome.verdict(), outcome.code() == null ? "" : " " + outcome.code());
        }
        heart.interrupt();
    }

    /** The report, if there is one within the limit; it counts as taken then. */
    Optional<WorkReport> await(Duration limit) throws InterruptedException {
        try {
            return Optional.of(report.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The orchestrator has its report. */
    void wasTaken() {
        taken.complete(null);
    }

    boolean isTaken() {
        return taken.isDone();
    }

    boolean isRunning() {
        return !report.isDone();
    }

    CompletableFuture<WorkReport> report() {
        return report;
    }

    WorkOrder order() {
        return order;
    }
}
