package io.fnorpa.parts;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Ends an application's meters with it. Micrometer's registry is a static one: a gauge of an application that was in this JVM
 * before keeps its name, and the next application's gauge of that name is not shown, once the old one's object is collected.
 */
@ApplicationScoped
class MetersOfOneApplication {

    void onStop(@Observes ShutdownEvent event) {
        List.copyOf(Metrics.globalRegistry.getMeters()).forEach(Metrics.globalRegistry::remove);
    }
}
