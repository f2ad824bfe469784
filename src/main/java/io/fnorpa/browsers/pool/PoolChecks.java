package io.fnorpa.browsers.pool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the settings of the pool must be together, and with the file that they name. */
public final class PoolChecks {

    private static final String POOL = "rpa.browsers.kubernetes.pool.";

    private PoolChecks() {}

    /**
     * All that is wrong, each with key and value.
     *
     * @param warmSize {@code rpa.warm-pool-size}
     * @param home     what the path of the holidays is relative to
     */
    public static List<String> problems(int warmSize, PoolSettings settings, Path home) {
        List<String> problems = new ArrayList<>();
        if (warmSize < settings.minInstances()) {
            problems.add("rpa.warm-pool-size is " + warmSize + ", less than " + POOL + "min-instances, which is " + settings.minInstances()
                    + "; while jobs are expected at least as many browsers must be warm as while none is");
        }
        if (warmSize > settings.maxInstances()) {
            problems.add("rpa.warm-pool-size is " + warmSize + ", more than " + POOL + "max-instances, which is " + settings.maxInstances());
        }
        if (settings.preWarmMax() > settings.maxInstances()) {
            problems.add(POOL + "pre-warm-max is " + settings.preWarmMax() + ", more than " + POOL + "max-instances, which is " + settings.maxInstances());
        }
        if (settings.holdDown().compareTo(settings.interval()) < 0) {
            problems.add(POOL + "hold-down is " + settings.holdDown() + "; it must be at least " + POOL + "interval, which is " + settings.interval()
                    + ", or it has no effect");
        }
        try {
            BusinessHours.of(settings.businessHours(), home);
        } catch (IllegalArgumentException e) {
            problems.add(POOL + "business-hours.holidays: " + e.getMessage());
        }
        return problems;
    }
}
