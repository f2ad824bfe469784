package io.fnorpa.totp;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells in the readiness answer whether codes can be had. It never takes the platform out of service: portals without
 * codes are served while the store is away.
 */
@Readiness
@ApplicationScoped
public class TotpStoreCheck implements HealthCheck {

    private final TotpStore store;

    TotpStoreCheck(TotpStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> fault = store.fault();
        return HealthCheckResponse.named("totp-store").up()
                .withData("codes", fault.isEmpty() ? "available" : "unavailable")
                .withData("reason", fault.orElse(""))
                .build();
    }
}
