package io.fnorpa.totp;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells in the readiness answer how far the clocks are apart. It never takes the platform out of service. */
@Readiness
@ApplicationScoped
public class ClockCheck implements HealthCheck {

    private final ClockWatch clocks;

    ClockCheck(ClockWatch clocks) {
        this.clocks = clocks;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("clocks").up();
        clocks.offsets().forEach((whose, seconds) -> answer.withData(whose + "-ahead-seconds", seconds.toString()));
        String faults = clocks.offsets().keySet().stream().map(clocks::fault).flatMap(Optional::stream).collect(Collectors.joining(" "));
        return answer.withData("codes", faults.isEmpty() ? "available" : "unavailable").withData("reason", faults).build();
    }
}
