package io.fnorpa.settings;

import io.fnorpa.config.PlatformConfig;
import io.fnorpa.security.CompanyIssuer;
import io.fnorpa.workers.WorkerConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.ConfigProvider;

/** The platform's settings as they are now. Whoever has {@link PlatformConfig} injected has a {@link LiveView} of them. */
@ApplicationScoped
public class LiveSettings {

    private static final String PREFIX = "rpa";

    private final SmallRyeConfig start;
    private final PlatformConfig atStart;
    private final AtomicReference<SmallRyeConfig> now;

    public LiveSettings() {
        this(ConfigProvider.getConfig().unwrap(SmallRyeConfig.class));
    }

    LiveSettings(SmallRyeConfig start) {
        this.start = start;
        this.atStart = start.getConfigMapping(PlatformConfig.class, PREFIX);
        this.now = new AtomicReference<>(start);
    }

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    PlatformConfig view() {
        return LiveView.of(PlatformConfig.class, PREFIX, () -> atStart, () -> now.get().getConfigMapping(PlatformConfig.class, PREFIX));
    }

    /**
     * Settings as they would be with these in the place of those that the folder had at the start.
     *
     * @throws RuntimeException in words for who wrote them, if one is not of its form, out of its range or unknown, or they do not go together
     */
    SmallRyeConfig with(Map<String, String> folder, Validator validator) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().addDiscoveredConverters().addDiscoveredInterceptors().addDefaultInterceptors()
                .withMapping(PlatformConfig.class).withMapping(WorkerConfig.class).withMapping(CompanyIssuer.class)
                .withValidator(new BeanValidationConfigValidator() {
                    @Override
                    public Validator getValidator() {
                        return validator;
                    }
                });
        start.getConfigSources().forEach(source -> {
            if (!source.getName().contains(SettingsFolder.SOURCE)) {
                builder.withSources(source);
            }
        });
        return builder.withSources(SettingsFolder.source(folder)).build();
    }

    void take(SmallRyeConfig settings) {
        now.set(settings);
    }

    /** What the folder had at the start. */
    Map<String, String> folderAtStart() {
        Map<String, String> settings = new TreeMap<>();
        start.getConfigSources().forEach(source -> {
            if (source.getName().contains(SettingsFolder.SOURCE)) {
                settings.putAll(source.getProperties());
            }
        });
        return settings;
    }

    /** What a key is as a whole, whoever says it; null if nobody does. */
    String value(String key) {
        return now.get().getConfigValue(key).getValue();
    }

    static String value(SmallRyeConfig settings, String key) {
        return settings.getConfigValue(key).getValue();
    }

    /** Who says what a key is. */
    static String source(SmallRyeConfig settings, String key) {
        return settings.getConfigValue(key).getConfigSourceName();
    }
}
