package io.fnorpa.rig.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.rig.PortalControl;
import io.fnorpa.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhereToLookTest {

    @Test
    void everyCallIsOneThatAShellTakes(@TempDir Path folder) throws Exception {
        try (DemoFolder demo = DemoFolder.take(folder)) {
            List<String> lines = WhereToLook.whileUp(new Somewhere(), URI.create("http://127.0.0.1:9090"), demo);

            assertThat(lines).anySatisfy(line -> assertThat(line).contains("curl -s 'http://127.0.0.1:9090/rpa-evidence?list-type=2&prefix=evidence/'"));
            for (String line : lines) {
                Process shell = new ProcessBuilder("bash", "-nc", line.substring(line.indexOf("curl") < 0 ? line.length() : line.indexOf("curl"))).start();
                assertThat(shell.waitFor()).as(line).isZero();
            }
        }
    }

    private static final class Somewhere implements Landscape {

        @Override
        public URI orchestrator() {
            return URI.create("http://127.0.0.1:8620");
        }

        @Override
        public Secret operatorToken() {
            return Secret.of("none-at-all");
        }

        @Override
        public PortalControl portals() {
            return () -> URI.create("http://127.0.0.1:8090");
        }

        @Override
        public JobTable jobTable() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> fallen() {
            return Optional.empty();
        }

        @Override
        public String log() {
            return "/tmp/orchestrator.log";
        }

        @Override
        public List<String> whereToLook() {
            return List.of();
        }

        @Override
        public List<String> whatStays() {
            return List.of();
        }

        @Override
        public void close() {
            // Nothing was started.
        }
    }
}
