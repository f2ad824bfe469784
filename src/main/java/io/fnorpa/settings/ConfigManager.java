package io.fnorpa.settings;

import io.fnorpa.config.PlatformConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Named;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The client's plan's manager of configuration. Settings in {@code rpa.settings.dir} are looked at again and again, by what is in them, so
 * that a swapped symbolic link is seen like an edit. Live ones take effect at once; of others the log says that they want a restart;
 * and settings of which one is wrong change nothing. Each is counted: {@code rpa.settings.changes}, by {@code result}.
 */
@ApplicationScoped
@Named("configManager")
public class ConfigManager {

    private static final Logger LOG = Logger.getLogger(ConfigManager.class);
    private static final String COUNTER = "rpa.settings.changes";

    private final LiveSettings settings;
    private final Validator validator;
    private final Event<SettingsChanged> changed;
    private final MeterRegistry meters;
    private final Path secrets;
    private final Optional<Path> dir;
    private Map<String, String> taken;
    /** What was refused last, or could not be read; so that it is told once. */
    private Map<String, String> refused;
    private String unreadable;

    ConfigManager(LiveSettings settings, PlatformConfig config, Validator validator, Event<SettingsChanged> changed, MeterRegistry meters) {
        this.settings = settings;
        this.validator = validator;
        this.changed = changed;
        this.meters = meters;
        this.secrets = config.secrets().dir();
        this.dir = config.settings().dir();
        this.taken = settings.folderAtStart();
    }

    /** Names of the secrets that are there. Each is read when it is used, so that a changed one is used at once. */
    public Set<String> loadFromSecrets() {
        try (Stream<Path> files = Files.list(secrets)) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("."))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + secrets + " (rpa.secrets.dir) cannot be read", e);
        }
    }

    /** Settings of {@code rpa.settings.dir} as they are written there now, by their keys; none if it is not set. */
    public Map<String, String> loadFromConfigMaps() {
        return dir.map(SettingsFolder::read).orElse(Map.of());
    }

    /** Takes over what has changed since it was last looked; called by the route {@code watch-settings}. */
    public synchronized void watchConfigurationChanges() {
        Map<String, String> written;
        try {
            written = loadFromConfigMaps();
            unreadable = null;
        } catch (RuntimeException e) { // also while the kubelet swaps them
            tellOnceThatUnreadable(e.getMessage());
            return;
        }
        if (written.equals(taken)) {
            refused = null;
        } else if (!written.equals(refused)) {
            takeOver(written);
        }
    }

    private void tellOnceThatUnreadable(String why) {
        if (!why.equals(unreadable)) {
            unreadable = why;
            LOG.warnf("%s; settings stay as they are, and it is looked at again", why);
        }
    }

    private void takeOver(Map<String, String> written) {
        SmallRyeConfig candidate;
        try {
            candidate = settings.with(written, validator);
        } catch (RuntimeException e) {
            refused = written;
            LOG.errorf("Settings in %s were changed and are not taken over; those of before go on, and the next start would be refused: %s", dir.get(), e.getMessage());
            count("refused");
            return;
        }
        Set<String> live = tell(written, candidate);
        settings.take(candidate);
        taken = written;
        refused = null;
        if (!live.isEmpty()) {
            changed.fire(new SettingsChanged(live));
        }
    }

    /**
     * Values are told of settings that are known here; another may be anything, also a password.
     *
     * @return keys of those that take effect
     */
    private Set<String> tell(Map<String, String> written, SmallRyeConfig candidate) {
        Set<String> live = new TreeSet<>();
        Set<String> all = new TreeSet<>(taken.keySet());
        all.addAll(written.keySet());
        for (String key : all) {
            if (Objects.equals(taken.get(key), written.get(key))) {
                continue;
            }
            String before = settings.value(key);
            String after = LiveSettings.value(candidate, key);
            if (Objects.equals(before, after)) {
                LOG.infof("Setting %s was changed in %s, and is as it was by %s", key, dir.get(), LiveSettings.source(candidate, key));
            } else if (LiveKeys.contains(key)) {
                live.add(key);
                count("taken");
                LOG.infof("Setting %s is %s now, and was %s", key, words(after), words(before));
            } else {
                count("restart");
                LOG.warnf("Setting %s was changed in %s, and wants a restart; until then it is as it was", key, dir.get());
            }
        }
        return live;
    }

    private static String words(String value) {
        return value == null ? "its default" : "'" + value + "'";
    }

    private void count(String result) {
        meters.counter(COUNTER, "result", result).increment();
    }
}
