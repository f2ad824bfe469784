package io.fnorpa.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ServerTest {

    @TempDir
    Path folder;

    @Test
    void keepsObjectsOverAKillOnTheSameAddressAndLeavesNoProcess() throws Exception {
        List<ProcessHandle> family;
        try (S3Server s3 = S3Server.start(folder)) {
            URI object = s3.address().resolve("/evidence/picture.png");
            put(s3.address().resolve("/evidence"), "");
            put(object, "pixels");
            s3.kill9();
            assertThatThrownBy(() -> Answer.get(object)).isInstanceOf(IOException.class);
            s3.restart();
            family = Processes.family(s3.pid());
            assertThat(Answer.get(object).body()).isEqualTo("pixels");
        }
        Processes.awaitGone(family);
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws Exception {
        try (S3Server s3 = S3Server.start(folder)) {
            for (var address : H2ServerTest.addressesOfThisMachine()) {
                assertThatThrownBy(() -> new Socket(address, s3.port().number()).close())
                        .as("the S3 server at %s", address).isInstanceOf(IOException.class);
            }
        }
    }

    private static void put(URI uri, String body) throws IOException {
        assertThat(Answer.of(HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(body))).ok()).isTrue();
    }
}
