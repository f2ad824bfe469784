package io.fnorpa.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells in the readiness answer how evidence fares. S3's absence never takes the platform out of service. */
@Readiness
@ApplicationScoped
public class EvidenceStoreCheck implements HealthCheck {

    private final EvidenceStore store;
    private final Spool spool;

    EvidenceStoreCheck(EvidenceStore store, Spool spool) {
        this.store = store;
        this.spool = spool;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("evidence-store").up()
                .withData("waiting", spool.waiting())
                .withData("damaged", spool.damaged())
                .withData("reason", store.absence().orElse(""))
                .build();
    }
}
