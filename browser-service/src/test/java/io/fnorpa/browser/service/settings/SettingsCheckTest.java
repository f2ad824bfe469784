package io.fnorpa.browser.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {

    @TempDir
    Path folder;

    @Test
    void theDefaultsAreRight() throws IOException {
        BrowserSettings settings = settings(Map.of());

        new SettingsCheck(settings).check();
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.maxSessions()).isEqualTo(1);
        assertThat(settings.commandTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.viewport()).isEqualTo("1280x800");
        assertThat(settings.allowPrivateAddresses()).isFalse();
    }

    @Test
    void eachWrongSettingIsNamedWithItsValueAndWhatWouldBeRight() {
        assertThatThrownBy(() -> new SettingsCheck(settings(Map.of(
                "browser.port", "70000",
                "browser.max-sessions", "0",
                "browser.command-timeout", "300s",
                "browser.session-idle", "0s",
                "browser.firefox", "/no/firefox",
                "browser.locale", "?",
                "browser.viewport", "wide",
                "browser.time-zone", "Mars",
                "browser.refused-networks", "10.128.0.0/14,beef/8",
                "browser.address-file", "/no/such/folder/address"))).check())
                .isInstanceOf(WrongSettingsException.class)
                .hasMessageContaining("browser.port=70000 is wrong; it must be a port from 0 (any free one) to 65535")
                .hasMessageContaining("browser.max-sessions=0")
                .hasMessageContaining("browser.command-timeout=300s is wrong; it must be more than 0s and at most 120s")
                .hasMessageContaining("browser.session-idle=0s")
                .hasMessageContaining("browser.firefox=/no/firefox")
                .hasMessageContaining("browser.locale=?")
                .hasMessageContaining("browser.viewport=wide is wrong; it must be width x height in pixels, such as 1280x800")
                .hasMessageContaining("browser.time-zone=Mars")
                .hasMessageContaining("browser.refused-networks=beef/8 is wrong; it must be networks such as")
                .hasMessageContaining("browser.address-file=/no/such/folder/address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z", "UTC+01:00", "+02:00", "SystemV/EST5", "US/Pacific", "Etc/UTC", "Mars"})
    void aTimeZoneThatFirefoxDoesNotTakeIsRefused(String name) {
        assertThatThrownBy(() -> new SettingsCheck(settings(Map.of("browser.time-zone", name))).check())
                .hasMessageContaining("browser.time-zone=" + name + " is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en_ZA", "e", "en-ZA-ZA", "zh-cmn", "en-12", "en-ZA-u-ca-gregory", "C"})
    void aLocaleThatFirefoxDoesNotTakeIsRefused(String tag) {
        assertThatThrownBy(() -> new SettingsCheck(settings(Map.of("browser.locale", tag))).check())
                .hasMessageContaining("browser.locale=" + tag + " is wrong");
    }

    @Test
    void sizesHaveBoundsOfTheirOwn() {
        assertThatThrownBy(() -> new SettingsCheck(settings(Map.of("browser.max-body", "65M", "browser.max-download", "10"))).check())
                .hasMessageContaining("browser.max-body=68157440 is wrong; it must be a size from 1K to 64M")
                .hasMessageContaining("browser.max-download=10 is wrong; it must be a size from 1K to 48M");
    }

    @Test
    void aServiceOfOneSessionHasOneAtATime() {
        assertThatThrownBy(() -> new SettingsCheck(settings(Map.of("browser.one-session", "true", "browser.max-sessions", "2"))).check())
                .hasMessageContaining("browser.max-sessions=2 is wrong; it must be 1 where browser.one-session=true");
    }

    @Test
    void aBodyMustFitTheHeap() throws IOException {
        Heap ofTheImage = new Heap(185 * 1024 * 1024);
        new SettingsCheck(settings(Map.of("browser.max-body", "10M")), ofTheImage).check();
        assertThatThrownBy(() -> new SettingsCheck(settings(Map.of("browser.max-body", "11M", "browser.max-sessions", "2")), ofTheImage).check())
                .hasMessageContaining("browser.max-body=11534336 is wrong; it must be at most 10524K with a heap of 189440K");
    }

    private BrowserSettings settings(Map<String, String> changed) throws IOException {
        Path firefox = Files.createFile(folder.resolve("firefox" + changed.size()));
        assertThat(firefox.toFile().setExecutable(true)).isTrue();
        Map<String, String> all = new HashMap<>(Map.of(
                "browser.firefox", firefox.toString(),
                "browser.token.public-keys", firefox.toString()));
        all.putAll(changed);
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(io.quarkus.runtime.configuration.MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(BrowserSettings.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(BrowserSettings.class);
    }
}
