package io.fnorpa.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValkeyClusterTest {

    @TempDir
    Path folder;

    @Test
    void servesEverySlotReplacesAPrimaryAndLeavesNoProcess() throws Exception {
        List<ProcessHandle> family = new ArrayList<>();
        try (ValkeyCluster valkey = ValkeyCluster.start(folder)) {
            valkey.nodes().forEach(node -> family.addAll(Processes.family(node.pid())));
            ValkeyServer killed = valkey.primaryOf("kept");
            assertThat(killed.ask("SET kept yes")).startsWith("+OK");
            Until.holds("the replica has it", () -> valkey.nodes().stream().filter(node -> node.ask("DBSIZE").equals(":1\r\n")).count() == 2);
            killed.kill9();

            Until.holds("its replica holds the key", () -> valkey.nodes().stream().filter(ValkeyServer::isAlive)
                    .anyMatch(node -> node.ask("ROLE").contains("master") && node.ask("GET kept").contains("yes")));
        }
        Processes.awaitGone(family);
    }
}
