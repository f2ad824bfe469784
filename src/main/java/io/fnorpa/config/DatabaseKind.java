package io.fnorpa.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Makes one of the two data sources of the build the active one: the prefix of {@code rpa.database.url} says which. A mere worker has none.
 */
public final class DatabaseKind implements ConfigSourceFactory {

    private static final int ORDINAL = 260; // over application.properties (250), under environment and -D

    static final String URL_KEY = "rpa.database.url";
    static final String ORACLE = "jdbc:oracle:";
    static final String H2 = "jdbc:h2:";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue url = context.getValue(URL_KEY);
        boolean none = RoleSettings.isMereWorker(context);
        boolean oracle = url != null && isOracle(url.getValue());
        Map<String, String> active = Map.of(
                "quarkus.datasource.h2.active", Boolean.toString(!none && !oracle),
                "quarkus.datasource.oracle.active", Boolean.toString(!none && oracle));
        return List.of(new PropertiesConfigSource(active, "database of " + URL_KEY, ORDINAL));
    }

    /** @param url of JDBC; may be null */
    public static boolean isOracle(String url) {
        return url != null && url.startsWith(ORACLE);
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
