package io.fnorpa.browser.service;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what has no event of its own; at the application's end nothing is asked any more, and every wait is over. */
final class EndableWait {

    private static final int LOOK_MS = 50;

    private boolean ended;

    /** Returns when it is over, after the limit, or at the end. @param over is not called once {@link #end} has returned */
    synchronized void await(BooleanSupplier over, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!ended && !over.getAsBoolean() && System.nanoTime() < deadline) {
                wait(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
