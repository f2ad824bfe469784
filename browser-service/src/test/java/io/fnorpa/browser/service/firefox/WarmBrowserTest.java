package io.fnorpa.browser.service.firefox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fnorpa.browser.service.settings.BrowserSettings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A launch that is under way when the service ends. */
class WarmBrowserTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final WarmBrowser warm = new WarmBrowser(settings());

    @Test
    void isEndedAndLeavesNothing() {
        List<Path> before = folders();
        warm.prepare();
        await().atMost(PATIENCE).until(() -> folders().size() > before.size());
        List<BrowserProcesses> begun = folders().stream().filter(folder -> !before.contains(folder))
                .map(folder -> new BrowserProcesses(new BrowserFolder(folder))).toList();
        await().atMost(PATIENCE).until(() -> begun.stream().anyMatch(processes -> !processes.all().isEmpty()));

        warm.shutDown();

        assertThat(begun).allSatisfy(processes -> assertThat(processes.all()).isEmpty());
        assertThat(folders()).isEqualTo(before);
    }

    @Test
    void isNotBegunAnyMore() {
        List<Path> before = folders();
        warm.prepare();
        warm.shutDown();

        assertThat(folders()).isEqualTo(before);
        assertThat(warm.isPreparing()).isFalse();
        assertThatThrownBy(warm::take).hasMessageContaining("shutting down");
    }

    private static List<Path> folders() {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            String mine = "fnorpa-browser-" + ProcessHandle.current().pid() + "-";
            return all.filter(folder -> folder.getFileName().toString().startsWith(mine)).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static BrowserSettings settings() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(BrowserSettings.class)
                .withSources(new PropertiesConfigSource(Map.of("browser.token.public-keys", "none"), "test", 100))
                .build()
                .getConfigMapping(BrowserSettings.class);
    }
}
