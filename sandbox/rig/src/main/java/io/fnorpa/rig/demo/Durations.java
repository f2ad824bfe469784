package io.fnorpa.rig.demo;

import java.time.Duration;

/** How long something took, for a reader. */
final class Durations {

    private Durations() {
    }

    /** {@code 12 s}, {@code 1:05 min}. */
    static String brief(Duration time) {
        long seconds = Math.round(time.toMillis() / 1000.0);
        return seconds < 60 ? seconds + " s" : "%d:%02d min".formatted(seconds / 60, seconds % 60);
    }
}
