package io.fnorpa.browser.service;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A service with bounds and limits that a test can reach quickly. */
public class SmallBounds implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("browser.command-timeout", "2s", "browser.max-body", "1M", "browser.max-download", "100K");
    }
}
