package io.fnorpa.worker;

import io.fnorpa.job.AttemptId;
import io.fnorpa.ticket.WorkOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of a worker process. At most so many run at a time; once it drains it takes none. A report that nobody asks for is
 * kept until a while after its attempt's deadline.
 */
public final class Worker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final Duration FETCHED_WITHIN = Duration.ofSeconds(30);
    private static final long LOOK_MS = 50;

    /** What became of an order. */
    public enum Answer {
        TAKEN, FULL, DRAINING, KNOWN
    }

    private final int places;
    private final FetchedFlows flows = new FetchedFlows();
    private final Map<AttemptId, WorkerRun> runs = new ConcurrentHashMap<>();
    private boolean draining;

    /** @param places how many attempts run at a time */
    public Worker(int places) {
        this.places = places;
    }

    /** Begins the attempt, if there is room. */
    public synchronized Answer take(WorkOrder order) {
        forgetOld();
        if (draining) {
            return Answer.DRAINING;
        }
        WorkerRun known = runs.get(order.attempt());
        if (known != null && known.order().ticket().attemptToken().equals(order.ticket().attemptToken())) {
            return Answer.KNOWN; // sent again, because the answer was lost
        }
        if (known != null) {
            known.stop("another order of " + order.attempt() + " came");
        }
        if (running() >= places) {
            return Answer.FULL;
        }
        WorkerRun run = new WorkerRun(order, flows);
        runs.put(order.attempt(), run);
        run.start();
        LOG.info("{} begins: {} of {}", order.attempt(), order.job().flowName(), order.ticket().flowVersion());
        return Answer.TAKEN;
    }

    Optional<WorkerRun> find(AttemptId attempt) {
        return Optional.ofNullable(runs.get(attempt));
    }

    private void forgetOld() {
        Instant now = Instant.now();
        runs.values().removeIf(run -> !run.isRunning() && (run.isTaken() || run.order().ticket().deadline().plus(KEPT).isBefore(now)));
    }

    public int places() {
        return places;
    }

    /** How many attempts run now. */
    public int running() {
        return (int) runs.values().stream().filter(WorkerRun::isRunning).count();
    }

    public synchronized boolean isDraining() {
        return draining;
    }

    /**
     * Takes no more, and waits until those that run have ended and their reports were asked for. What runs on after the limit is
     * stopped; its attempts are then lost, and the orchestrator sees to them.
     *
     * @param limit how long the flows may go on
     */
    public void drain(Duration limit) {
        synchronized (this) {
            draining = true;
        }
        LOG.info("No more jobs are taken; {} are under way and have {} s", running(), limit.toSeconds());
        await(() -> running() == 0, limit);
        runs.values().forEach(run -> run.stop("the worker ends"));
        await(() -> runs.values().stream().allMatch(run -> !run.isRunning() && run.isTaken()), FETCHED_WITHIN);
    }

    private static void await(java.util.function.BooleanSupplier over, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (!over.getAsBoolean() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            draining = true;
        }
        runs.values().forEach(run -> run.stop("the worker ends"));
        flows.close();
    }
}
