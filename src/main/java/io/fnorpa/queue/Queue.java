package io.fnorpa.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import org.apache.camel.CamelContext;

/** Starts the routes that take jobs on, when the database is ready. */
@ApplicationScoped
@Named("queue")
public class Queue {

    /** Of the routes of browsers those are there that {@code rpa.browsers.mode} names. */
    private static final List<String> BROWSER_ROUTES = List.of("keep-browsers-warm", "probe-pods", "size-pool", "sweep-pods");
    private static final List<String> ROUTES = List.of(
            "claim-jobs", "renew-leases", "recover-lost-jobs", "admit-homeless-jobs", "claim-on-timer", "count-waiting", "watch-flows",
            "follow-flow-decisions");

    private final CamelContext camel;

    Queue(CamelContext camel) {
        this.camel = camel;
    }

    public void open() throws Exception {
        for (String route : BROWSER_ROUTES) {
            if (camel.getRoute(route) != null) {
                camel.getRouteController().startRoute(route);
            }
        }
        for (String route : ROUTES) {
            camel.getRouteController().startRoute(route);
        }
    }
}
