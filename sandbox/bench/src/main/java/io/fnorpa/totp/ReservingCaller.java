package io.fnorpa.totp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Calls again and again for a while, and keeps how long each call took. */
final class ReservingCaller {

    private static final long NANOS_PER_MICRO = 1000;

    private final Runnable reservation;
    private final Runnable set;
    private List<Long> taken = List.of();

    ReservingCaller(Runnable reservation, Runnable set) {
        this.reservation = reservation;
        this.set = set;
    }

    void callFor(boolean reserve, Duration length) {
        Runnable call = reserve ? reservation : set;
        List<Long> times = new ArrayList<>();
        long end = System.nanoTime() + length.toNanos();
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            call.run();
            times.add((System.nanoTime() - start) / NANOS_PER_MICRO);
        }
        taken = times;
    }

    /** Of the last while, in microseconds. */
    List<Long> taken() {
        return taken;
    }
}
