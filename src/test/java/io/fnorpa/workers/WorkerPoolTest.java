package io.fnorpa.workers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.config.PlatformConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What workers are to call an instance by; {@code SettingsIT} has the rest of it at a real start. */
class WorkerPoolTest {

    @Test
    void anAddressThatNobodyExpandedIsRefused() {
        assertThatThrownBy(() -> pool("http://one:8630", "https://$(POD_ADDRESS):8620#rpa-orchestrator-service.rpa-system.svc").requireAddress())
                .hasMessageContaining("rpa.orchestrator.address is https://$(POD_ADDRESS):8620#rpa-orchestrator-service.rpa-system.svc, which names no host");
    }

    @Test
    void anAddressWithAHostIsTaken() {
        assertThatCode(() -> pool("http://one:8630", "https://10.1.2.3:8620#rpa-orchestrator-service.rpa-system.svc").requireAddress()).doesNotThrowAnyException();
    }

    @Test
    void whereThereAreNoWorkersNobodyCallsBack() {
        assertThatCode(() -> pool("", "https://$(POD_ADDRESS):8620").requireAddress()).doesNotThrowAnyException();
    }

    private static WorkerPool pool(String endpoint, String address) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(PlatformConfig.class).withMapping(WorkerConfig.class).addDiscoveredConverters()
                .withDefaultValues(Map.of("rpa.database.url", "jdbc:h2:mem:none", "rpa.keys.dir", "keys", "rpa.secrets.dir", "secrets",
                        "rpa.worker.endpoint", endpoint, "rpa.orchestrator.address", address)).build();
        return new WorkerPool(config.getConfigMapping(PlatformConfig.class), config.getConfigMapping(WorkerConfig.class), null, null, Clock.systemUTC());
    }
}
