package io.fnorpa.bench.pool;

import io.fnorpa.browsers.pool.PoolDemand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A month of jobs through a pool:
 * <ol>
 *   <li>a job is due; it waits for one of the places of the instances, in order
 *   <li>with a place it asks for a pod: a ready one is its own at once; else it waits, in order, for the next that is ready
 *   <li>it has its pod until it is done; then the pod ends, and the place is free
 * </ol>
 * What is wanted of the pool is decided on a timer, from the demand as it is then.
 */
final class SimulatedMonth {

    /** Two instances with {@code rpa.max-workers} 4. */
    private static final int PLACES = 8;

    private final Timeline time;
    private final SimulatedPool pool;
    private final Size size;
    private final Duration interval;
    private final Duration ahead;
    private final long[] scheduled;
    private final Deque<SimulatedJob> due = new ArrayDeque<>();
    private final Deque<Ask> asking = new ArrayDeque<>();
    private final List<Wait> waits = new ArrayList<>();
    private int places = PLACES;
    private int claimed;

    /** How many idle pods there are to be. */
    @FunctionalInterface
    interface Size {
        int decide(PoolDemand demand, Instant now);
    }

    private record Ask(SimulatedJob job, Instant since) {}

    /** How long a job waited for its pod after it had its place, in seconds; 0 if it found a warm one. */
    record Wait(SimulatedJob.Kind kind, double seconds) {
        boolean foundWarm() {
            return seconds == 0;
        }
    }

    /**
     * What became of it.
     *
     * @param podHours of all pods, those that jobs had too
     * @param waits    one for each job
     */
    record Outcome(double podHours, List<Wait> waits) {
        double warmPercent() {
            return 100.0 * waits.stream().filter(Wait::foundWarm).count() / waits.size();
        }
    }

    private SimulatedMonth(List<SimulatedJob> jobs, Instant begin, Size size, Duration interval, Duration ahead, long seed) {
        this.time = new Timeline(begin);
        this.pool = new SimulatedPool(time, new Random(seed), this::serve);
        this.size = size;
        this.interval = interval;
        this.ahead = ahead;
        this.scheduled = jobs.stream().filter(job -> job.known().isBefore(job.due())).mapToLong(job -> job.due().toEpochMilli()).sorted().toArray();
        jobs.forEach(job -> time.at(job.due(), () -> {
            due.add(job);
            giveOutPlaces();
        }));
    }

    /**
     * @param jobs     in the order in which they are due; scheduled ones are known longer than {@code ahead} before
     * @param interval between two decisions
     * @param ahead    scheduled jobs that are due within it count as demand
     * @param seed     of the pods' start times
     */
    static Outcome run(List<SimulatedJob> jobs, Instant begin, Instant end, Size size, Duration interval, Duration ahead, long seed) {
        SimulatedMonth month = new SimulatedMonth(jobs, begin, size, interval, ahead, seed);
        month.time.at(begin, month::decide);
        month.time.runUntil(end);
        if (month.waits.size() < jobs.size() || month.claimed > 0) {
            throw new IllegalStateException((jobs.size() - month.waits.size()) + " jobs had no pod until the month's end, " + month.claimed + " were not done");
        }
        return new Outcome(month.pool.podHours(), month.waits);
    }

    private void decide() {
        pool.scale(size.decide(new PoolDemand(dueSoon(), due.size() + asking.size(), claimed), time.now()));
        time.at(time.now().plus(interval), this::decide);
    }

    private int dueSoon() {
        long now = time.now().toEpochMilli();
        return after(now + ahead.toMillis()) - after(now);
    }

    /** The index of the first scheduled job that is due after this time. */
    private int after(long millis) {
        int index = Arrays.binarySearch(scheduled, millis + 1);
        if (index < 0) {
            return -index - 1;
        }
        while (index > 0 && scheduled[index - 1] == millis + 1) {
            index--;
        }
        return index;
    }

    private void giveOutPlaces() {
        while (places > 0 && !due.isEmpty()) {
            places--;
            asking.add(new Ask(due.poll(), time.now()));
        }
        serve();
    }

    private void serve() {
        while (!asking.isEmpty()) {
            SimulatedPool.Pod pod = pool.claim().orElse(null);
            if (pod == null) {
                return;
            }
            Ask first = asking.poll();
            waits.add(new Wait(first.job().kind(), Duration.between(first.since(), time.now()).toMillis() / 1000.0));
            claimed++;
            time.at(time.now().plus(first.job().duration()), () -> done(pod));
        }
    }

    private void done(SimulatedPool.Pod pod) {
        pool.end(pod);
        claimed--;
        places++;
        giveOutPlaces();
    }
}
