package io.fnorpa.workers;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A worker that is ending is not ready. One that is full is: it says 503 to jobs, and somebody must ask for its reports. */
@Readiness
@ApplicationScoped
public class WorkerCheck implements HealthCheck {

    private final WorkerRole worker;
    private final CamelContext camel;

    WorkerCheck(WorkerRole worker, CamelContext camel) {
        this.worker = worker;
        this.camel = camel;
    }

    @Override
    public HealthCheckResponse call() {
        if (camel.getRoute("worker-take-job") == null) {
            return HealthCheckResponse.named("worker").down().withData("reason", "rpa.home/routes/worker has no routes; it must be a folder, not a link to one").build();
        }
        return worker.isDraining() ? HealthCheckResponse.named("worker").down().withData("reason", "it ends, and takes no more jobs").build()
                : HealthCheckResponse.up("worker");
    }
}
