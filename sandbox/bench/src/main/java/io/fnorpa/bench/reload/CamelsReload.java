package io.fnorpa.bench.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.RouteWatcherReloadStrategy;

/**
 * Camel's own reload of routes, which is told of a saved file by the operating system, and which stops all routes of the context before it
 * reads it. The route does nothing.
 */
final class CamelsReload implements AutoCloseable {

    private static final String ROUTE = "edited";
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final String TEXT = """
            - route:
                id: edited
                description: Edited for the bench, time %d
                from:
                  uri: direct:edited
                  steps:
                    - log: here
            """;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Path route;
    private int edits;

    CamelsReload(Path folder) throws Exception {
        Files.createDirectories(folder);
        route = folder.resolve("edited.yaml");
        Files.writeString(route, TEXT.formatted(0));
        RouteWatcherReloadStrategy reload = new RouteWatcherReloadStrategy(folder.toString());
        reload.setPattern("*.yaml");
        camel.addService(reload);
        camel.start();
        edit();
    }

    /** Milliseconds from the moment the file was saved until the route is that of the file. */
    double edit() throws IOException {
        Files.writeString(route, TEXT.formatted(++edits));
        long saved = System.nanoTime();
        while (!serves()) {
            if (System.nanoTime() - saved > LIMIT_NANOS) {
                throw new IOException("Camel did not reload within a minute");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return (System.nanoTime() - saved) / 1e6;
    }

    private boolean serves() {
        return camel.getRoute(ROUTE) != null && camel.getRoute(ROUTE).getDescription().endsWith(" " + edits)
                && camel.getRouteController().getRouteStatus(ROUTE).isStarted();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
