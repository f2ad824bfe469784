package io.fnorpa.browsers.pool;

/**
 * How many idle browsers there are to be now: the replicas of the Deployment.
 *
 * @param size   replicas
 * @param reason for people: {@code business hours until 18:00, jobs expected}
 */
public record PoolDecision(int size, String reason) {

    /** {@code 2: business hours until 18:00, jobs expected}. */
    @Override
    public String toString() {
        return size + ": " + reason;
    }
}
