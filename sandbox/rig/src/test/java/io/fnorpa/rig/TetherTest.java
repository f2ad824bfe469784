package io.fnorpa.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who starts servers and is killed takes them along. */
class TetherTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"running", "stopped"})
    void serversEndWhenTheirStarterIsKilled(String state) throws Exception {
        Process starter = new ProcessBuilder(Java.program(), "-cp", System.getProperty("java.class.path"),
                ServersStarter.class.getName(), folder.toString(), state).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(starter.getInputStream()))) {
            List<ProcessHandle> servers = Arrays.stream(output.readLine().split(" "))
                    .flatMap(pid -> Processes.family(Long.parseLong(pid)).stream()).toList();
            assertThat(servers).hasSize(4).allMatch(ProcessHandle::isAlive);
            starter.destroyForcibly();
            Processes.awaitGone(servers);
        } finally {
            starter.destroyForcibly();
        }
    }
}
