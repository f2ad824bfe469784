package io.fnorpa.settings;

import java.util.List;
import java.util.Set;

/** Which settings take effect while the process runs. All others want a restart. */
final class LiveKeys {

    private static final Set<String> KEYS = Set.of("rpa.worker-timeout", "rpa.retry-attempts", "rpa.retry-delay", "rpa.log-level", "rpa.warm-pool-size",
            "rpa.evidence.retention-days");
    /** By a timer of a route. */
    private static final Set<String> READ_ONCE = Set.of("rpa.browsers.kubernetes.pool.interval");
    private static final List<String> GROUPS = List.of("rpa.lookup.", "rpa.browsers.breaker.", "rpa.browsers.kubernetes.pool.");

    private LiveKeys() {}

    static boolean contains(String key) {
        return !READ_ONCE.contains(key) && isOfOurs(key);
    }

    private static boolean isOfOurs(String key) {
        return KEYS.contains(key) || GROUPS.stream().anyMatch(key::startsWith);
    }
}
