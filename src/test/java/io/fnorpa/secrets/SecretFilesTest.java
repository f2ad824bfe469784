package io.fnorpa.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFilesTest {

    @TempDir
    private Path dir;
    private SecretFiles secrets;

    @BeforeEach
    void look() {
        secrets = new SecretFiles(dir);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pass word", "pass word\n", "pass word\r\n"})
    void oneLineEndIsNotPartOfTheSecret(String content) throws IOException {
        Files.writeString(dir.resolve("octotel-password"), content);

        assertThat(secrets.read("octotel-password").reveal()).isEqualTo("pass word");
    }

    @Test
    void aSecondLineEndIs() throws IOException {
        Files.writeString(dir.resolve("octotel-password"), "two\n\n");

        assertThat(secrets.read("octotel-password").reveal()).isEqualTo("two\n");
    }

    @Test
    void aRotatedSecretIsSeenAtOnce() throws IOException {
        Files.writeString(dir.resolve("octotel-password"), "old");
        secrets.read("octotel-password");
        Files.writeString(dir.resolve("octotel-password"), "new");

        assertThat(secrets.read("octotel-password").reveal()).isEqualTo("new");
    }

    @Test
    void aMissingSecretIsNamedByItsFile() {
        assertThatThrownBy(() -> secrets.read("evotel-password")).isInstanceOf(SecretMissingException.class)
                .hasMessageContaining(dir.resolve("evotel-password").toString()).hasMessageContaining("rpa.secrets.dir");
        assertThat(secrets.find("evotel-password")).isEmpty();
    }

    @Test
    void anEmptyOneIsAsGoodAsMissing() throws IOException {
        Files.writeString(dir.resolve("evotel-password"), "\n");

        assertThatThrownBy(() -> secrets.read("evotel-password")).hasMessageContaining("missing or empty");
    }

    @Test
    void whatIsNoTextIsRefusedWithoutShowingIt() throws IOException {
        Files.write(dir.resolve("evotel-password"), new byte[] {(byte) 0xff, (byte) 0xfe, 'x'});

        assertThatThrownBy(() -> secrets.read("evotel-password")).isInstanceOf(SecretMissingException.class)
                .hasMessageContaining("evotel-password").hasMessageNotContaining("x\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "a/b", ".hidden", ""})
    void aNameDoesNotLeadOutOfTheFolder(String name) {
        assertThatThrownBy(() -> secrets.find(name)).isInstanceOf(IllegalArgumentException.class);
    }
}
