package io.fnorpa.browser.service.command;

import java.time.Duration;

/** How much of a command's time is left. */
final class TimeLimit {

    private static final double NANOS_PER_MILLI = 1_000_000.0;

    private final Duration whole;
    private final long end;

    TimeLimit(Duration whole) {
        this.whole = whole;
        this.end = System.nanoTime() + whole.toNanos();
    }

    /** Milliseconds that are left, at least one: Playwright takes zero for no limit at all. */
    double leftMs() {
        return Math.max(1, (end - System.nanoTime()) / NANOS_PER_MILLI);
    }

    boolean isOver() {
        return System.nanoTime() >= end;
    }

    @Override
    public String toString() {
        return whole.toMillis() + " ms";
    }
}
