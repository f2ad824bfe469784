package io.fnorpa.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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
    void tellsWhatWasDoneToItUntilItIsReset() throws Exception {
        try (Portals portals = Portals.start(folder)) {
            tryWrongPassword(portals);
            assertThat(portals.ledger("octotel").path("logins")).singleElement().satisfies(login -> {
                assertThat(login.path("user").asText()).isEqualTo("somebody");
                assertThat(login.path("accepted")).isEqualTo(BooleanNode.FALSE);
            });
            portals.reset("octotel");
            assertNothingWasDone(portals);
            tryWrongPassword(portals);
            portals.reset();
            assertNothingWasDone(portals);
        }
    }

    private static void tryWrongPassword(Portals portals) throws IOException {
        HttpRequest.Builder login = HttpRequest.newBuilder(URI.create(portals.portal("octotel") + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=somebody&password=wrong"));
        assertThat(Answer.of(login).status()).isEqualTo(401);
    }

    /** The list is there, and empty. */
    private static void assertNothingWasDone(Portals portals) {
        assertThat(portals.ledger("octotel").get("logins")).isEqualTo(JsonNodeFactory.instance.arrayNode());
    }
}
