package io.fnorpa.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.rig.Orchestrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Wrong settings stop the start, with the key, the value and what would be right. */
@TestInstance(Lifecycle.PER_CLASS)
class SettingsIT {

    private TestPlatform platform;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        platform = new TestPlatform(folder);
    }

    @AfterAll
    void end() {
        platform.close();
    }

    @Test
    void whatIsOutOfItsRangeIsNamedAllAtOnce() {
        assertThatThrownBy(() -> start("ranges", Map.of("rpa.max-workers", "0", "rpa.worker-timeout", "2h", "rpa.retry-delay", "-5s",
                "rpa.log-level", "LOUD", "rpa.totp.window", "11", "rpa.evidence.retention-days", "0",
                "rpa.browsers.breaker.failures", "0", "rpa.browsers.breaker.delay", "0s")))
                .hasMessageContaining("rpa.max-workers").hasMessageContaining("rpa.worker-timeout").hasMessageContaining("rpa.retry-delay")
                .hasMessageContaining("rpa.log-level").hasMessageContaining("rpa.totp.window").hasMessageContaining("rpa.evidence.retention-days")
                .hasMessageContaining("rpa.browsers.breaker.failures").hasMessageContaining("rpa.browsers.breaker.delay");
    }

    @Test
    void whatHasNotItsFormIsNamedWithItsValue() {
        assertThatThrownBy(() -> start("form", Map.of("rpa.poll-interval", "often")))
                .hasMessageContaining("rpa.poll-interval").hasMessageContaining("often");
    }

    @Test
    void aSettingInAFileChangesWhileItRunsAndAWrongOneDoesNot() throws IOException {
        Path settings = Files.createDirectories(platform.folder().resolve("settings"));
        Files.writeString(settings.resolve("retry-attempts"), "4");
        try (Orchestrator orchestrator = platform.startOrchestrator("live", Map.of("rpa.settings.dir", settings.toString()), "rpa.retry-attempts")) {
            platform.update("insert into job (provider, type, parameters, run_after) values ('evotel', 'validation', '{\"service_id\":\"EVT-300101\"}', "
                    + "current_timestamp + interval '1' day)");
            long id = platform.number("select max(id) from job");
            assertThat(platform.job(orchestrator, id).path("max_attempts").asInt()).isEqualTo(4);

            Files.writeString(settings.resolve("retry-attempts"), "9");
            platform.await(orchestrator, id, "may have more attempts", job -> job.path("max_attempts").asInt() == 9);
            Files.writeString(settings.resolve("retry-attempts"), "some");
            Awaitility.await().atMost(TestPlatform.PATIENCE).until(() ->
                    platform.text(orchestrator, "/q/metrics").contains("rpa_settings_changes_total{result=\"refused\"} 1.0"));
            assertThat(platform.job(orchestrator, id).path("max_attempts").asInt()).isEqualTo(9);
            assertThat(Files.readString(orchestrator.log())).contains("rpa.retry-attempts with the config value \"some\"");
        }
    }

    @Test
    void aSettingThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> start("unknown", Map.of("rpa.max-wrokers", "2"))).hasMessageContaining("rpa.max-wrokers");
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedWithBothValues() {
        assertThatThrownBy(() -> start("together", Map.of("rpa.lease.heartbeat", "5s", "rpa.lease.duration", "12s",
                "rpa.browsers.local.firefox", "/nowhere/firefox", "rpa.home", platform.folder().toString(),
                "rpa.valkey.url", "redis://127.0.0.1:1,redis://127.0.0.1:2")))
                .hasMessageContaining("rpa.valkey.url has 2 addresses and rpa.valkey.mode is standalone")
                .hasMessageContaining("rpa.lease.heartbeat is PT5S").hasMessageContaining("PT12S")
                .hasMessageContaining("/nowhere/firefox").hasMessageContaining("rpa.home is");
    }

    @Test
    void aSecretInAPlaceForAllToSeeIsRefused() {
        assertThatThrownBy(() -> start("secret", Map.of("rpa.valkey.url", "redis://:opensesame@127.0.0.1:1")))
                .hasMessageContaining("rpa.valkey.url").hasMessageContaining("valkey-password").hasMessageNotContaining("opensesame");
    }

    @Test
    void whereWorkersAreAndWhereTheyCallBackMustBeKnown() {
        assertThatThrownBy(() -> start("endpoint", Map.of("rpa.worker.endpoint", "http://one:8630,two:8630")))
                .hasMessageContaining("rpa.worker.endpoint has two:8630; each must be like http://worker.example:8630");
        assertThatThrownBy(() -> start("address", Map.of("rpa.worker.endpoint", "http://one:8630", "rpa.orchestrator.host", "0.0.0.0")))
                .hasMessageContaining("set rpa.orchestrator.address");
        assertThatThrownBy(() -> start("nowhere", Map.of("rpa.worker.endpoint", "http://one:8630", "rpa.orchestrator.address", "http://$(POD_ADDRESS):8620")))
                .hasMessageContaining("rpa.orchestrator.address is http://$(POD_ADDRESS):8620, which names no host");
        assertThatThrownBy(() -> start("plain", Map.of("rpa.worker.endpoint", "https://one:8630", "rpa.orchestrator.address", "http://10.1.2.3:8620",
                "quarkus.http.insecure-requests", "disabled"))).hasMessageContaining("rpa.orchestrator.address is http://10.1.2.3:8620, and this instance answers over TLS alone");
    }

    private void start(String instance, Map<String, String> wrong) {
        Orchestrator orchestrator = platform.startOrchestrator(instance, wrong);
        orchestrator.close();
    }
}
