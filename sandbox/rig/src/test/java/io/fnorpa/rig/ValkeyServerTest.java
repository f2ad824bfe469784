package io.fnorpa.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.secret.Secret;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValkeyServerTest {

    @TempDir
    Path folder;

    @Test
    void answersAndLeavesNoProcess() throws Exception {
        List<ProcessHandle> family;
        try (ValkeyServer valkey = ValkeyServer.start(folder)) {
            family = Processes.family(valkey.pid());
            assertThat(ask(valkey, "CONFIG GET maxmemory-policy")).contains("noeviction");
            assertThat(valkey.address()).isEqualTo(URI.create("redis://127.0.0.1:" + valkey.port()));
        }
        Processes.awaitGone(family);
    }

    @Test
    void startsAgainOnTheSamePortWithTheSameDataAfterAKill() throws Exception {
        try (ValkeyServer valkey = ValkeyServer.at(folder).appendOnly().start()) {
            URI before = valkey.address();
            ask(valkey, "SET kept yes");
            valkey.kill9();
            assertThat(valkey.isAlive()).isFalse();
            assertThatThrownBy(() -> ask(valkey, "PING")).isInstanceOf(IOException.class);
            valkey.restart();
            assertThat(valkey.address()).isEqualTo(before);
            assertThat(ask(valkey, "GET kept")).contains("yes");
        }
    }

    @Test
    void hangsWhileItIsStopped() throws Exception {
        try (ValkeyServer valkey = ValkeyServer.start(folder)) {
            valkey.stop();
            assertThatThrownBy(() -> ask(valkey, "PING")).isInstanceOf(SocketTimeoutException.class);
            valkey.cont();
            assertThat(ask(valkey, "PING")).startsWith("+PONG");
            valkey.stop();
        }
    }

    @Test
    void wantsItsPasswordWhichIsOnNoCommandLine() throws Exception {
        try (ValkeyServer valkey = ValkeyServer.at(folder).password(Secret.of("open \"sesame\"")).start()) {
            assertThat(ask(valkey, "PING")).startsWith("-NOAUTH");
            assertThat(ask(valkey, "AUTH \"open \\\"sesame\\\"\"")).startsWith("+OK");
            assertThat(Processes.family(valkey.pid())).noneMatch(process -> process.info().commandLine().orElse("").contains("sesame"));
        }
    }

    @Test
    void refusesAPortThatIsTaken() {
        try (ValkeyServer first = ValkeyServer.start(folder.resolve("first"))) {
            assertThatThrownBy(() -> ValkeyServer.at(folder.resolve("second")).port(first.port()).start())
                    .isInstanceOf(ServerFailedException.class)
                    .hasMessageContaining("Port " + first.port() + ", which valkey shall have, is taken");
        }
    }

    @Test
    void showsTheEndOfItsLogWhenItDoesNotStart() throws Exception {
        Path data = Files.createDirectories(folder.resolve("appendonlydir"));
        Files.writeString(data.resolve("appendonly.aof.manifest"), "broken");
        assertThatThrownBy(() -> ValkeyServer.at(folder).appendOnly().start())
                .isInstanceOf(ServerFailedException.class)
                .hasMessageContaining("before it answered")
                .hasMessageContaining("manifest")
                .hasMessageContaining(folder.resolve("valkey.log").toString());
    }

    private static String ask(ValkeyServer valkey, String command) throws IOException {
        try (Socket socket = new Socket(Port.loopback(), valkey.port().number())) {
            socket.setSoTimeout(3000);
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
