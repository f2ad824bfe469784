package io.fnorpa.browser.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often, and after which waits, a request is sent again whose connection broke. The waits double from the first to
 * the longest; each is drawn between half of it and all of it, so that clients do not come back together.
 *
 * @param attempts   how often in all, the first time included; at least 1
 * @param firstWait  before the second attempt
 * @param longestWait no wait is longer
 */
public record Resending(int attempts, Duration firstWait, Duration longestWait) {

    /** The plan's: three attempts, from 1 s to 30 s. */
    public static final Resending DEFAULT = new Resending(3, Duration.ofSeconds(1), Duration.ofSeconds(30));

    public Resending {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is " + attempts + "; a request is sent at least once");
        }
        if (firstWait.isNegative() || longestWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException("Waits from " + firstWait + " to " + longestWait
                    + "; the first must not be negative, nor longer than the longest");
        }
    }

    /** The wait after the attempt of this number, counted from 1. */
    Duration waitAfter(int attempt) {
        long doubled = firstWait.toMillis() << Math.min(attempt - 1, 20);
        long wait = Math.min(doubled, longestWait.toMillis());
        return Duration.ofMillis(wait - ThreadLocalRandom.current().nextLong(wait / 2 + 1));
    }
}
