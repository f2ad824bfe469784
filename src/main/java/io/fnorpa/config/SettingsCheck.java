package io.fnorpa.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Refuses settings that do not go together; each alone is checked by {@link PlatformConfig}. */
@ApplicationScoped
public class SettingsCheck {

    private static final int BEATS_PER_LEASE = 3;

    private final PlatformConfig config;

    SettingsCheck(PlatformConfig config) {
        this.config = config;
    }

    void onStart(@Observes @Priority(1) StartupEvent event) {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new IllegalStateException("Wrong settings: " + String.join("; ", problems));
        }
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>();
        PlatformConfig.Lease lease = config.lease();
        if (lease.heartbeat().multipliedBy(BEATS_PER_LEASE).compareTo(lease.duration()) > 0) {
            problems.add("rpa.lease.heartbeat is " + lease.heartbeat() + "; it must be at most a third of rpa.lease.duration, which is "
                    + lease.duration());
        }
        Path home = config.home().toAbsolutePath().normalize();
        if (!Files.isDirectory(home.resolve("routes/orchestrator")) || !Files.isDirectory(home.resolve("fno-flows"))) {
            problems.add("rpa.home is " + home + "; it must be a folder with routes/orchestrator and fno-flows");
        }
        Path firefox = config.browsers().local().firefox();
        if (!Files.isExecutable(firefox)) {
            problems.add("rpa.browsers.local.firefox is " + firefox + ", which is no program; bin/setup installs Firefox and says where");
        }
        config.browsers().local().jar().filter(jar -> !Files.isRegularFile(jar)).ifPresent(jar ->
                problems.add("rpa.browsers.local.jar is " + jar + ", which is not there; build it with: mvn -pl browser-service -am package"));
        return problems;
    }
}
