package io.fnorpa.rig;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that several servers do together. */
final class Until {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration LOOK_FOR_WHAT_IS_LEFT_EVERY = Duration.ofSeconds(1);

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

    /**
     * @param what what goes, for the message
     * @param left what of it is there still, and what holds it; looked at every second, since each look is a process or several
     * @throws ServerFailedException with what is left after that time, or when we were told to end
     */
    static void nothingIsLeft(String what, Duration limit, Supplier<List<String>> left) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (List<String> still = left.get(); !still.isEmpty(); still = left.get()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new ServerFailedException("Waited in vain, " + limit.toSeconds() + " s at most, until nothing is left of "
                        + what + ": " + String.join("; ", still));
            }
            LockSupport.parkNanos(LOOK_FOR_WHAT_IS_LEFT_EVERY.toNanos());
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
