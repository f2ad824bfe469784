package io.fnorpa.browsers.pool;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How many idle browsers are wanted now: the largest of what the three methods of the client's plan say, and never more than
 * {@link PoolSettings#maxInstances()}. Claimed ones come on top. It has no memory: the same demand at the same time gives the
 * same wish, in whatever instance; {@link PoolTarget} has the memory.
 *
 * <p>A job that waits, or will soon, makes the wish at least 1 at any time of any day, so that none waits for business hours.
 */
public final class PoolSizing {

    private static final int HIGH_LOAD = 10;
    private static final int MEDIUM_LOAD = 5;
    private static final int JOBS_PER_BROWSER = 3;
    private static final int BROWSERS_FOR_MEDIUM_LOAD = 2;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final int warmSize;
    private final int minInstances;
    private final int maxInstances;
    private final int preWarmMax;
    private final Duration preWarmAhead;
    private final BusinessHours hours;

    /** @param warmSize {@code rpa.warm-pool-size} */
    public PoolSizing(int warmSize, PoolSettings settings, BusinessHours hours) {
        this.warmSize = warmSize;
        this.minInstances = settings.minInstances();
        this.maxInstances = settings.maxInstances();
        this.preWarmMax = settings.preWarmMax();
        this.preWarmAhead = settings.preWarmAhead();
        this.hours = hours;
    }

    /**
     * As the settings have it.
     *
     * @param warmSize {@code rpa.warm-pool-size}
     * @param home     what the path of the holidays is relative to
     * @throws IllegalArgumentException if the file of the holidays cannot be read or has a wrong line, with file and line
     */
    public static PoolSizing of(int warmSize, PoolSettings settings, Path home) {
        return new PoolSizing(warmSize, settings, BusinessHours.of(settings.businessHours(), home));
    }

    /** The largest of the three, capped. */
    public PoolWish wish(PoolDemand demand, Instant now) {
        return maintainWarmPool(demand, now)
                .or(preWarmForScheduledJobs(demand, now))
                .or(intelligentScaling(demand.queueDepth(), now))
                .atMost(maxInstances);
    }

    /** In business hours: the warm pool while jobs are expected, else the least; outside: none. */
    public PoolWish maintainWarmPool(PoolDemand demand, Instant now) {
        return hours.endAt(now)
                .map(end -> demand.jobsExpected()
                        ? new PoolWish(Math.max(warmSize, minInstances), "business hours until " + TIME.format(end) + ", jobs expected")
                        : new PoolWish(minInstances, "business hours until " + TIME.format(end) + ", no job expected"))
                .orElseGet(() -> outside(now));
    }

    /** One for each job that will be due soon, or is due and waits, up to so many: at whatever time. */
    public PoolWish preWarmForScheduledJobs(PoolDemand demand, Instant now) {
        String soon = demand.dueSoon() + (demand.dueSoon() == 1 ? " job is" : " jobs are") + " due by " + TIME.format(now.plus(preWarmAhead).atZone(hours.zone()));
        String reason = demand.queueDepth() == 0 ? soon : demand.dueSoon() == 0 ? waiting(demand.queueDepth()) : waiting(demand.queueDepth()) + ", " + soon;
        return new PoolWish(Math.min(demand.upcoming(), preWarmMax), reason);
    }

    /** By the jobs that wait: above 10 a third of them, above 5 two, else the least in business hours and none outside. */
    public PoolWish intelligentScaling(int queueDepth, Instant now) {
        if (queueDepth > HIGH_LOAD) {
            return new PoolWish(queueDepth / JOBS_PER_BROWSER, waiting(queueDepth)).atMost(maxInstances);
        }
        if (queueDepth > MEDIUM_LOAD) {
            return new PoolWish(BROWSERS_FOR_MEDIUM_LOAD, waiting(queueDepth));
        }
        return hours.endAt(now).map(end -> new PoolWish(minInstances, "business hours until " + TIME.format(end))).orElseGet(() -> outside(now));
    }

    private PoolWish outside(Instant now) {
        return new PoolWish(0, "outside business hours (" + hours.whyOutside(now) + ")");
    }

    private static String waiting(int jobs) {
        return jobs + (jobs == 1 ? " job waits" : " jobs wait") + " for a browser";
    }
}
