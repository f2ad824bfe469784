package io.fnorpa.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PracticeCredentialsTest {

    @TempDir
    Path folder;

    @Test
    void areWrittenUnderThePlansNamesForTheOwnerAlone() throws IOException {
        SecretFiles secrets = SecretFiles.in(folder.resolve("secrets"));
        PracticeCredentials.of(Checkout.find()).writeTo(secrets, URI.create("http://127.0.0.1:8090"));
        assertThat(files(secrets)).extracting(file -> file.getFileName().toString()).contains(
                "metrofiber-email", "metrofiber-password", "octotel-username", "octotel-password", "octotel-totp-secret",
                "openserve-email", "openserve-password", "evotel-username", "evotel-password");
        assertThat(secrets.file("openserve-url")).hasContent("http://127.0.0.1:8090/openserve");
        for (Path file : files(secrets)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        }
    }

    private static List<Path> files(SecretFiles secrets) throws IOException {
        try (Stream<Path> files = Files.list(secrets.folder())) {
            return files.toList();
        }
    }
}
