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

    /** Who has workers for one FNO is called back too. */
    @Test
    void workersOfOneFnoAreLookedAtAsAllAre() {
        assertThatThrownBy(() -> pool("", "https://$(POD_ADDRESS):8620", Map.of("rpa.worker.for.octotel", "http://laptop:8630")).requireAddress())
                .hasMessageContaining("which names no host");
        assertThatThrownBy(() -> pool("", "https://10.1.2.3:8620", Map.of("rpa.worker.for.octotel", "laptop:8630")))
                .hasMessageContaining("rpa.worker.for.octotel has laptop:8630; each must be like http://worker.example:8630");
    }

    @Test
    void whoGivesNoAddressIsToldByWhichSettingOneIsWanted() {
        Map<String, String> everywhere = Map.of("rpa.worker.for.octotel", "http://laptop:8630", "rpa.orchestrator.host", "0.0.0.0");

        assertThatThrownBy(() -> pool("", "", everywhere).requireAddress()).hasMessageContaining("rpa.worker.for.octotel is set, and rpa.orchestrator.host is 0.0.0.0");
    }

    private static WorkerPool pool(String endpoint, String address) {
        return pool(endpoint, address, Map.of());
    }

    private static WorkerPool pool(String endpoint, String address, Map<String, String> more) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().withMapping(PlatformConfig.class).withMapping(WorkerConfig.class).addDiscoveredConverters()
                .withDefaultValues(Map.of("rpa.database.url", "jdbc:h2:mem:none", "rpa.keys.dir", "keys", "rpa.secrets.dir", "secrets",
                        "rpa.worker.endpoint", endpoint, "rpa.orchestrator.address", address)).withDefaultValues(more).build();
        OwnWorkers own = new OwnWorkers(config.getConfigMapping(PlatformConfig.class), config.getConfigMapping(WorkerConfig.class), null, null, Clock.systemUTC());
        return new WorkerPool(config.getConfigMapping(PlatformConfig.class), config.getConfigMapping(WorkerConfig.class), own, null, null, Clock.systemUTC());
    }
}
