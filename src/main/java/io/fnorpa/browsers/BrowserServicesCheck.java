package io.fnorpa.browsers;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells in the readiness answer whether browser services work. It never takes the platform out of service: jobs wait, and
 * the API says why.
 */
@Readiness
@ApplicationScoped
public class BrowserServicesCheck implements HealthCheck {

    private final InstanceBreaker breaker;

    BrowserServicesCheck(InstanceBreaker breaker) {
        this.breaker = breaker;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("browser-services").up()
                .withData("breaker", breaker.state().status().name())
                .withData("reason", breaker.waitingReason().orElse(""))
                .build();
    }
}
