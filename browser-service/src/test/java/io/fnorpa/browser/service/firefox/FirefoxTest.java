package io.fnorpa.browser.service.firefox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import io.fnorpa.browser.service.settings.BrowserSettings;
import io.fnorpa.browser.service.settings.Places;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Firefox before it is there, and at its end, as when the service ends right after its start. */
class FirefoxTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private Firefox firefox = new Firefox(settings(Map.of()));
    private final Path folder = firefox.answers().getParent();
    private final BrowserProcesses processes = new BrowserProcesses(new BrowserFolder(folder));

    @AfterEach
    void end() {
        firefox.end();
        callers.shutdownNow();
    }

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
        WarmBrowser warm = new WarmBrowser(settings(Map.of()));
        warm.prepare();

        warm.shutDown();
        warm.prepare();

        assertThat(warm.isPreparing()).isFalse();
        assertThatThrownBy(warm::take).hasMessageContaining("shutting down");
    }

    /** A command that came just before the end, behind one that is still being done or a close that takes too long. */
    @Test
    void whoWaitsForItIsToldAtItsEnd() {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> call(() -> {
            begun.countDown();
            return new CountDownLatch(1).await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }), callers);
        await().atMost(PATIENCE).until(() -> begun.getCount() == 0);
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        CompletableFuture<Object> second = CompletableFuture.supplyAsync(() -> {
            caller.complete(Thread.currentThread());
            return call(() -> "done");
        }, callers);
        await().atMost(PATIENCE).until(() -> caller.join().getState() == Thread.State.TIMED_WAITING);

        firefox.end();

        assertThatThrownBy(second::join).hasCauseInstanceOf(BrowserGoneException.class);
        assertThatThrownBy(first::join).as("interrupted").hasCauseInstanceOf(IllegalStateException.class);
    }

    private Object call(Callable<Object> task) {
        try {
            return firefox.call(task, PATIENCE);
        } catch (TimeoutException e) {
            throw new AssertionError("Nobody told", e);
        }
    }

    /** The readiness shows this, and wants no token. */
    @Test
    void whyItDidNotStartIsToldWithoutPaths() {
        firefox.end();
        firefox = new Firefox(settings(Map.of("browser.firefox", "/no/such/firefox")));

        assertThatThrownBy(firefox::launch).hasMessage("Firefox could not be started: the service's log says why");
    }

    /** A newer Firefox may know other time zones; then the list is to be made anew. */
    @Test
    void takesEachTimeZoneAndLocaleThatIsLetThrough() throws TimeoutException {
        List<String> locales = List.of("en-ZA", "af", "zul-ZA", "zh-Hant-TW", "es-419", "xx-QQ", "und", "EN-za");
        assertThat(locales).allMatch(Places::isLocale);
        firefox.launch();

        assertThat(firefox.call(() -> firefox.takeSpare().pages().get(0).evaluate("() => Intl.supportedValuesOf('timeZone')"), PATIENCE))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class)).containsAll(Places.zones());
        for (String locale : locales) {
            assertThat(firefox.call(() -> shown(locale, "Africa/Maseru"), PATIENCE)).as(locale).isEqualTo("Africa/Maseru");
        }
        assertThatThrownBy(() -> firefox.call(() -> shown("en-ZA", "US/Pacific"), PATIENCE)).as("a name that is not on the list").hasMessageContaining("timezone");
    }

    private String shown(String locale, String zone) {
        try (BrowserContext context = firefox.newContext(firefox.defaults().setLocale(locale).setTimezoneId(zone))) {
            return String.valueOf(context.newPage().evaluate("() => Intl.DateTimeFormat().resolvedOptions().timeZone"));
        }
    }

    private static BrowserSettings settings(Map<String, String> changed) {
        Map<String, String> all = new HashMap<>(Map.of("browser.token.public-keys", "none", "browser.close-timeout", "1s", "browser.launch-timeout", "180s"));
        all.putAll(changed);
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(BrowserSettings.class)
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build()
                .getConfigMapping(BrowserSettings.class);
    }
}
