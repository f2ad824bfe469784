package io.fnorpa.queue;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Named;
import java.util.List;
import org.apache.camel.CamelContext;

/** Starts the routes that take jobs on, when the database is ready; and stops taking on when the instance ends. */
@ApplicationScoped
@Named("queue")
public class Queue {

    private static final List<String> ROUTES = List.of(
            "keep-browsers-warm", "claim-jobs", "renew-leases", "recover-lost-jobs", "admit-homeless-jobs", "claim-on-timer");

    private final CamelContext camel;
    private final Workers workers;

    Queue(CamelContext camel, Workers workers) {
        this.camel = camel;
        this.workers = workers;
    }

    public void open() throws Exception {
        for (String route : ROUTES) {
            camel.getRouteController().startRoute(route);
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        workers.close();
    }
}
