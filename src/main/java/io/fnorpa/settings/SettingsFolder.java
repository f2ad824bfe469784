package io.fnorpa.settings;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Settings as files in {@code rpa.settings.dir}, which is a mounted ConfigMap as a rule: a file for each key of the client's plan
 * ({@code retry-delay}) or of ours ({@code rpa.lookup.delay}), and {@code application.properties} with any number of them. What the
 * environment or {@code -D} says goes before it. Files are read anew while the process runs: {@link ConfigManager}.
 */
public final class SettingsFolder implements ConfigSourceFactory {

    static final String DIR_KEY = "rpa.settings.dir";
    static final String SOURCE = "files of " + DIR_KEY;
    static final int ORDINAL = 270; // over config/application.properties (260), under environment and -D
    private static final String PROPERTIES = "application.properties";
    private static final String OURS = "rpa.";
    private static final List<String> EARLY = List.of("rpa.database.url", "rpa.browsers.mode", "rpa.roles");
    /** Names of the plan's ConfigMap that are not ours with {@code rpa.} before them. */
    private static final Map<String, String> PLAN = Map.of("screenshot-retention-days", "rpa.evidence.retention-days");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue dir = context.getValue(DIR_KEY);
        if (dir == null || dir.getValue() == null || dir.getValue().isBlank()) {
            return List.of();
        }
        Map<String, String> settings = read(Path.of(dir.getValue()));
        refuseEarly(settings);
        return List.of(source(settings));
    }

    /** What decides which other sources there are is asked for before this one is there. */
    private static void refuseEarly(Map<String, String> settings) {
        EARLY.stream().filter(settings::containsKey).findFirst().ifPresent(key -> {
            throw new IllegalStateException(key + " is set in " + DIR_KEY + ", where it would be read too late. Set it in the environment or by -D");
        });
    }

    static ConfigSource source(Map<String, String> settings) {
        return new PropertiesConfigSource(settings, SOURCE, ORDINAL);
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    /**
     * All settings of the folder, by their full keys.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    static Map<String, String> read(Path dir) {
        Map<String, String> settings = new TreeMap<>();
        try (Stream<Path> files = Files.list(dir)) {
            // The kubelet keeps what it swaps in folders whose names begin with two dots.
            for (Path file : files.filter(file -> !file.getFileName().toString().startsWith(".") && Files.isRegularFile(file)).sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.equals(PROPERTIES)) {
                    Properties properties = new Properties();
                    properties.load(new StringReader(Files.readString(file)));
                    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
                } else {
                    settings.put(key(name), Files.readString(file).strip());
                }
            }
        } catch (IOException e) { // also of a file that was swapped meanwhile: the next look finds what it is now
            throw new UncheckedIOException("The folder " + dir + " (" + DIR_KEY + ") cannot be read: " + e.getMessage(), e);
        }
        return settings;
    }

    private static String key(String name) {
        return name.startsWith(OURS) ? name : PLAN.getOrDefault(name, OURS + name);
    }
}
