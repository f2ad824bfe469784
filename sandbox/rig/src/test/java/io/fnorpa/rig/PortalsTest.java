package io.fnorpa.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortalsTest {

    @TempDir
    Path folder;

    @Test
    void answersForgetsWithARestartAndLeavesNoProcess() throws Exception {
        List<ProcessHandle> family;
        try (Portals portals = Portals.start(folder)) {
            URI before = portals.address();
            String own = "{\"id\": \"EVT-777777\"}";
            assertThat(portals.addService("evotel", own).path("id").asText()).isEqualTo("EVT-777777");
            assertThatThrownBy(() -> portals.addService("evotel", own)).hasMessageContaining("exists already");
            portals.ensureService("evotel", "EVT-777777");
            portals.restart();
            family = Processes.family(portals.pid());
            assertThat(portals.address()).isEqualTo(before);
            portals.ensureService("evotel", "EVT-777777");
            assertThatThrownBy(() -> portals.addService("evotel", own)).hasMessageContaining("exists already");
        }
        Processes.awaitGone(family);
    }

    @Test
    void canBeMadeFaulty() throws Exception {
        try (Portals portals = Portals.start(folder)) {
            URI login = URI.create(portals.portal("metrofiber") + "/login");
            portals.faults("metrofiber", "{\"maintenance\": true}");
            assertThat(Answer.get(login).status()).isEqualTo(503);
            portals.clearFaults("metrofiber");
            assertThat(Answer.get(login).status()).isEqualTo(200);
            assertThatThrownBy(() -> portals.faults("metrofiber", "{\"no_such\": true}")).hasMessageContaining("no_such");
        }
    }

    @Test
    void tellsWhatWasDoneToIt() {
        try (Portals portals = Portals.start(folder)) {
            assertThat(portals.ledger("octotel").path("logins")).isEmpty();
            portals.reset("octotel");
            portals.reset();
        }
    }
}
