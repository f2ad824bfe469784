package io.fnorpa.rig;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that several servers do together. */
final class Until {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Until() {}

    /**
     * @param what what is waited for, for the message
     * @throws ServerFailedException it did not come within {@link Server#START_LIMIT}
     */
    static void holds(String what, BooleanSupplier condition) {
        holds(what, Server.START_LIMIT, condition);
    }

    /** @throws ServerFailedException it did not come within that time, or we were told to end */
    static void holds(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!answered(condition)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new ServerFailedException("Waited in vain, " + limit.toSeconds() + " s at most, until " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private static boolean answered(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }
}
