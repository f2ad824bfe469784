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
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A Firefox that is ended before it is there, as when the service ends right after its start. */
class FirefoxTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Firefox firefox = new Firefox(settings());
    private final Path folder = firefox.answers().getParent();
    private final BrowserProcesses processes = new BrowserProcesses(new BrowserFolder(folder));

    @Test
    void itsLaunchFailsAndNothingOfItIsLeft() {
        CompletableFuture<Void> launch = CompletableFuture.runAsync(firefox::launch);
        await().atMost(PATIENCE).until(() -> !processes.all().isEmpty());

        firefox.end();

        assertThatThrownBy(launch::join).hasMessageContaining("could not be started");
        assertThat(processes.all()).isEmpty();
        assertThat(folder).doesNotExist();
        assertThat(firefox.isAlive()).isFalse();
    }

    @Test
    void itsLaunchIsNotBegunAnyMore() {
        firefox.end();

        assertThatThrownBy(firefox::launch).hasMessageContaining("was ended");
        assertThat(processes.all()).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void noneIsPreparedWhenTheServiceEnds() {
        firefox.end();
        WarmBrowser warm = new WarmBrowser(settings());
        warm.prepare();

        warm.shutDown();
        warm.prepare();

        assertThat(warm.isPreparing()).isFalse();
        assertThatThrownBy(warm::take).hasMessageContaining("shutting down");
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
