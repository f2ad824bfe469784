package io.fnorpa.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.secret.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValkeySentinelsTest {

    @TempDir
    Path folder;

    @Test
    void aReplicaIsPromotedWhenThePrimaryIsKilledAndNoProcessIsLeft() throws Exception {
        List<ProcessHandle> family = new ArrayList<>();
        try (ValkeySentinels valkey = ValkeySentinels.start(folder, Optional.of(Secret.of("open \"sesame\"")))) {
            valkey.servers().forEach(server -> family.addAll(Processes.family(server.pid())));
            valkey.sentinels().forEach(sentinel -> family.addAll(Processes.family(sentinel.pid())));
            ValkeyServer killed = valkey.primary().orElseThrow();
            assertThat(killed.ask("SET kept yes")).startsWith("+OK");
            assertThat(killed.ask("WAIT 2 5000")).isNotEmpty();
            killed.kill9();

            Until.holds("another is primary", () -> valkey.primary().filter(server -> server != killed && server.ask("ROLE").contains("master")).isPresent());
            assertThat(valkey.primary().orElseThrow().ask("GET kept")).contains("yes");
        }
        Processes.awaitGone(family);
    }
}
