package io.fnorpa.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.rig.Checkout;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are changed as the kubelet changes a mounted ConfigMap, and by hand. */
class LiveSettingsTest {

    private static final Validator VALIDATOR = Validation.buildDefaultValidatorFactory().getValidator();

    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<SettingsChanged> told = new ArrayList<>();
    private PlatformConfig view;
    private ConfigManager manager;

    @BeforeEach
    void start() throws IOException {
        write("retry-delay", "60");
        write("max-workers", "4");
        start(Map.of());
    }

    private void start(Map<String, String> environment) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("rpa.home", Checkout.find().root().toString(), "rpa.settings.dir", folder.toString(),
                "rpa.secrets.dir", folder.toString(), "rpa.keys.dir", "keys", "rpa.database.url", "jdbc:h2:mem:none", "rpa.browsers.mode", "kubernetes"));
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDiscoveredConverters().addDefaultInterceptors().withMapping(PlatformConfig.class)
                .withSources(new PropertiesConfigSource(settings, "start", 100), new PropertiesConfigSource(environment, "environment", 300),
                        SettingsFolder.source(SettingsFolder.read(folder))).build();
        LiveSettings live = new LiveSettings(config);
        view = live.view();
        manager = new ConfigManager(live, view, VALIDATOR, new Told(), meters);
    }

    private void write(String name, String value) throws IOException {
        Files.writeString(folder.resolve(name), value + "\n");
    }

    private double count(String result) {
        return meters.find("rpa.settings.changes").tag("result", result).counters().stream().mapToDouble(counter -> counter.count()).sum();
    }

    @Test
    void aLiveSettingIsTakenOverAndWhoKeptItsGroupSeesIt() throws IOException {
        PlatformConfig.Lookup kept = view.lookup();
        assertThat(view.retryDelay()).isEqualTo(Duration.ofSeconds(60));

        write("retry-delay", "5");
        write("rpa.lookup.delay", "7s");
        write("screenshot-retention-days", "90");
        manager.watchConfigurationChanges();

        assertThat(view.retryDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(kept.delay()).isEqualTo(Duration.ofSeconds(7));
        assertThat(view.evidence().retentionDays()).isEqualTo(90);
        assertThat(told).singleElement().satisfies(change -> {
            assertThat(change.keys()).containsExactlyInAnyOrder("rpa.retry-delay", "rpa.lookup.delay", "rpa.evidence.retention-days");
            assertThat(change.concerns("rpa.lookup.")).isTrue();
            assertThat(change.concerns("rpa.browsers.breaker.")).isFalse();
        });
        assertThat(count("taken")).isEqualTo(3);
        manager.watchConfigurationChanges();
        assertThat(told).as("told once").hasSize(1);
    }

    @Test
    void whatWantsARestartStaysAndIsCounted() throws IOException {
        write("max-workers", "8");
        manager.watchConfigurationChanges();

        assertThat(view.maxWorkers()).isEqualTo(4);
        assertThat(told).isEmpty();
        assertThat(count("restart")).isEqualTo(1);
    }

    @Test
    void oneThatIsWrongChangesNothingUntilItIsMended() throws IOException {
        write("rpa.lookup.delay", "7s");
        write("retry-attempts", "many");
        manager.watchConfigurationChanges();
        manager.watchConfigurationChanges();

        assertThat(view.lookup().delay()).isEqualTo(Duration.ofMinutes(2));
        assertThat(count("refused")).as("told once").isEqualTo(1);

        write("retry-attempts", "0");
        manager.watchConfigurationChanges();
        assertThat(count("refused")).as("out of its range").isEqualTo(2);
        write("retry-attempts", "5");
        manager.watchConfigurationChanges();
        assertThat(view.retryAttempts()).isEqualTo(5);
        assertThat(view.lookup().delay()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void theSameMistakeIsToldAgainAfterItWasMended() throws IOException {
        write("retry-attempts", "many");
        manager.watchConfigurationChanges();
        Files.delete(folder.resolve("retry-attempts"));
        manager.watchConfigurationChanges();
        write("retry-attempts", "many");
        manager.watchConfigurationChanges();

        assertThat(count("refused")).isEqualTo(2);
    }

    @Test
    void aSettingThatIsTakenAwayIsItsDefaultAgain() throws IOException {
        write("retry-delay", "5");
        manager.watchConfigurationChanges();
        Files.delete(folder.resolve("retry-delay"));
        Files.delete(folder.resolve("max-workers"));
        manager.watchConfigurationChanges();

        assertThat(view.retryDelay()).isEqualTo(Duration.ofSeconds(60));
        assertThat(told).hasSize(2);
    }

    @Test
    void aSettingThatWouldBeReadTooLateIsRefusedAtTheStart() throws IOException {
        write("rpa.roles", "worker");
        SmallRyeConfigBuilder start = new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(Map.of("rpa.settings.dir", folder.toString()), "start", 100))
                .withSources(new SettingsFolder());
        assertThatThrownBy(start::build).hasMessageContaining("rpa.roles is set in rpa.settings.dir, where it would be read too late");
    }

    @Test
    void aSettingThatDoesNotExistIsRefused() throws IOException {
        write("retry-dealy", "5");
        manager.watchConfigurationChanges();
        assertThat(count("refused")).isEqualTo(1);
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() throws IOException {
        write("application.properties", "rpa.browsers.kubernetes.pool.min-instances=4\nrpa.warm-pool-size=1");
        manager.watchConfigurationChanges();
        assertThat(count("refused")).isEqualTo(1);
        assertThat(view.warmPoolSize()).isEqualTo(2);
    }

    @Test
    void aFolderThatIsSwappedIsReadAnew(@TempDir Path mounts) throws IOException {
        Path first = Files.createDirectory(mounts.resolve("..2026_1"));
        Path second = Files.createDirectory(mounts.resolve("..2026_2"));
        Files.writeString(first.resolve("retry-delay"), "60");
        Files.writeString(second.resolve("retry-delay"), "11");
        Files.createSymbolicLink(mounts.resolve("..data"), first.getFileName());
        Files.createSymbolicLink(mounts.resolve("retry-delay"), Path.of("..data/retry-delay"));
        folder = mounts;
        start(Map.of());

        Files.createSymbolicLink(mounts.resolve("..data_tmp"), second.getFileName());
        Files.move(mounts.resolve("..data_tmp"), mounts.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        manager.watchConfigurationChanges();

        assertThat(view.retryDelay()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void whatTheEnvironmentSaysGoesBefore() throws IOException {
        start(Map.of("rpa.retry-delay", "33s"));
        write("retry-delay", "5");
        manager.watchConfigurationChanges();

        assertThat(view.retryDelay()).isEqualTo(Duration.ofSeconds(33));
        assertThat(told).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> SettingsFolder.read(folder.resolve("none"))).hasMessageContaining("rpa.settings.dir");
    }

    @Test
    void theSecretsThatAreThereAreNamedAndNothingElseOfThem() throws IOException {
        write("octotel-password", "hush");
        assertThat(manager.loadFromSecrets()).contains("octotel-password").doesNotContain("hush");
    }

    private final class Told implements Event<SettingsChanged> {

        @Override
        public void fire(SettingsChanged event) {
            told.add(event);
        }

        @Override
        public <U extends SettingsChanged> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends SettingsChanged> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Event<SettingsChanged> select(Annotation... qualifiers) {
            return this;
        }

        @Override
        public <U extends SettingsChanged> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends SettingsChanged> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }
}
