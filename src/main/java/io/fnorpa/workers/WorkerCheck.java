package io.fnorpa.workers;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A worker that is ending is not ready. One that is full is: it says 503 to jobs, and somebody must ask for its reports. */
@Readiness
@ApplicationScoped
public class WorkerCheck implements HealthCheck {

    private final WorkerRole worker;

    WorkerCheck(WorkerRole worker) {
        this.worker = worker;
    }

    @Override
    public HealthCheckResponse call() {
        return worker.isDraining() ? HealthCheckResponse.named("worker").down().withData("reason", "it ends, and takes no more jobs").build()
                : HealthCheckResponse.up("worker");
    }
}
