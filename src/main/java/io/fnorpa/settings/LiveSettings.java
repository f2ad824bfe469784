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
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.ConfigProvider;

/** The platform's settings as they are now. Whoever has {@link PlatformConfig} injected has a {@link LiveView} of them. */
@ApplicationScoped
public class LiveSettings {

    private static final String PREFIX = "rpa";

    private final SmallRyeConfig start;
    private final PlatformConfig atStart;
    private final AtomicReference<PlatformConfig> now;

    public LiveSettings() {
        this(ConfigProvider.getConfig().unwrap(SmallRyeConfig.class));
    }

    LiveSettings(SmallRyeConfig start) {
        this.start = start;
        this.atStart = start.getConfigMapping(PlatformConfig.class, PREFIX);
        this.now = new AtomicReference<>(atStart);
    }

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    PlatformConfig view() {
        return LiveView.of(PlatformConfig.class, PREFIX, () -> atStart, now::get);
    }

    /**
     * Settings as they would be with these in the place of those that the folder had at the start.
     *
     * @throws RuntimeException in words for who wrote them, if one is not of its form, out of its range or unknown, or they do not go together
     */
    PlatformConfig with(Map<String, String> folder, Validator validator) {
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
        return builder.withSources(SettingsFolder.source(folder)).build().getConfigMapping(PlatformConfig.class, PREFIX);
    }

    void take(PlatformConfig settings) {
        now.set(settings);
    }

    /** What a key is set to outside of the folder by who goes before it; null if nobody does. */
    String setBeforeFolder(String key) {
        return start.getConfigValue(key).getConfigSourceOrdinal() > SettingsFolder.ORDINAL ? start.getConfigValue(key).getConfigSourceName() : null;
    }
}
