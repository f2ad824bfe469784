package io.fnorpa.browsers.pool;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Keeps the pool from flapping, by one rule: <b>its size is the largest wish of the last while</b> (the time that a size is
 * kept). So it grows at once, and shrinks only when nothing larger was wanted for so long. A wish counts until the next one
 * is told, however long that takes.
 *
 * <p>Whoever begins to decide gives it the size that the pool has: that counts as wanted until then, so that a new decider
 * shrinks nothing before its time. The same goes for new settings, which want a new one of these. A clock that is set back
 * has the time begin anew.
 */
public final class PoolTarget {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Duration kept;
    private final ZoneId zone;
    /** What was wanted before and was more than all that was wanted later: from the first to the last smaller and later. */
    private final Deque<Past> past = new ArrayDeque<>();
    private int wanted;
    private Instant last;

    private record Past(int size, Instant until) {}

    /**
     * @param kept    how long a size is kept after it was last wanted
     * @param zone    of the times in the reasons
     * @param present the size that the pool has
     */
    public PoolTarget(Duration kept, ZoneId zone, int present, Instant now) {
        this.kept = kept;
        this.zone = zone;
        this.wanted = present;
        this.last = now;
    }

    /** What the pool's size is to be from now on. */
    public synchronized PoolDecision decide(PoolWish wish, Instant now) {
        if (now.isBefore(last)) {
            wanted = past.isEmpty() ? wanted : past.getFirst().size();
            past.clear();
        }
        if (wish.size() < wanted) {
            past.addLast(new Past(wanted, now));
        }
        past.removeIf(step -> step.size() <= wish.size() || !now.isBefore(step.until().plus(kept)));
        wanted = wish.size();
        last = now;
        return past.isEmpty() ? new PoolDecision(wish.size(), wish.reason()) : keep(past.getFirst(), wish);
    }

    private PoolDecision keep(Past step, PoolWish wish) {
        return new PoolDecision(step.size(), "kept until " + TIME.format(step.until().plus(kept).atZone(zone)) + ", since so many were wanted until "
                + TIME.format(step.until().atZone(zone)) + "; wanted now: " + wish.size() + ", " + wish.reason());
    }
}
