package io.fnorpa.browsers.pool;

import io.fnorpa.rig.Checkout;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The pool's settings as a platform reads them, and what is made of them. */
final class PoolSettingsOf {

    private static final String PREFIX = "rpa.browsers.kubernetes.pool";
    static final int WARM_SIZE = 2;

    private PoolSettingsOf() {}

    /** @param given by the name behind the prefix: {@code min-instances} */
    static PoolSettings given(Map<String, String> given) {
        Map<String, String> settings = new HashMap<>();
        given.forEach((name, value) -> settings.put(PREFIX + "." + name, value));
        return new SmallRyeConfigBuilder().withMapping(PoolSettings.class, PREFIX).withDefaultValues(settings).addDiscoveredConverters()
                .build().getConfigMapping(PoolSettings.class, PREFIX);
    }

    static PoolSettings defaults() {
        return given(Map.of());
    }

    /** With the holidays that the project ships. */
    static PoolSizing sizing(Map<String, String> given) {
        return PoolSizing.of(WARM_SIZE, given(given), home());
    }

    static Path home() {
        return Checkout.find().root();
    }
}
