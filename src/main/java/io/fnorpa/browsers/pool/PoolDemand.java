package io.fnorpa.browsers.pool;

/**
 * What wants browsers now, in all instances together. A job that waits for something else (its lane, its account, a person)
 * is not counted.
 *
 * @param dueSoon    jobs that are not due yet, but will be within {@link PoolSettings#preWarmAhead()}
 * @param queueDepth jobs that are due and have no browser yet, taken on by an instance or not
 * @param claimed    jobs that have a browser
 */
public record PoolDemand(int dueSoon, int queueDepth, int claimed) {

    public static final PoolDemand NONE = new PoolDemand(0, 0, 0);

    /** @throws IllegalArgumentException if a count is negative */
    public PoolDemand {
        if (dueSoon < 0 || queueDepth < 0 || claimed < 0) {
            throw new IllegalArgumentException("Counts of jobs are not negative: due soon " + dueSoon + ", waiting " + queueDepth + ", with a browser " + claimed);
        }
    }

    /** While any job is near, the next one is expected. {@link PoolTarget} lets this outlast the last job by the time that it keeps a size. */
    boolean jobsExpected() {
        return dueSoon > 0 || queueDepth > 0 || claimed > 0;
    }

    /** Due now or soon, and without a browser. */
    int upcoming() {
        return dueSoon + queueDepth;
    }
}
