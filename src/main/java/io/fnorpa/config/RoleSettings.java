package io.fnorpa.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * What {@code rpa.roles} means for the parts of the application: which routes are loaded, and that a mere worker has no data source,
 * listens on a port of its own, and is checked for nothing that it does not have.
 */
public final class RoleSettings implements ConfigSourceFactory {

    /** Stands where a mere worker has nothing, and must have nothing. */
    static final String NONE = "none";
    static final String ROLES_KEY = "rpa.roles";

    private static final int ORDINAL = 260; // over application.properties (250), under environment and -D
    private static final int LAST = Integer.MIN_VALUE + 1; // what anybody says goes before it
    private static final String ORCHESTRATOR = "orchestrator";
    private static final String WORKER = "worker";
    private static final List<String> CHECKS_OF_THE_ORCHESTRATOR = List.of("io.fnorpa.database.DatabaseCheck", "io.fnorpa.totp.TotpStoreCheck",
            "io.fnorpa.totp.ClockCheck", "io.fnorpa.evidence.EvidenceStoreCheck", "io.fnorpa.browsers.BrowserServicesCheck");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Set<String> roles = roles(context);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("camel.main.routes-include-pattern", roles.stream().flatMap(role -> routes(role, context))
                .map(folder -> "file:${rpa.home:.}/routes/" + folder + "/*.camel.yaml").collect(Collectors.joining(",")));
        // Both ways: the build, whose role is orchestrator, leaves its values behind as defaults.
        enable(settings, "io.fnorpa.workers.WorkerCheck", roles.contains(WORKER));
        CHECKS_OF_THE_ORCHESTRATOR.forEach(check -> enable(settings, check, roles.contains(ORCHESTRATOR)));
        if (roles.contains(ORCHESTRATOR)) {
            settings.put("camel.component.sql.data-source", "#jobs");
            return List.of(new PropertiesConfigSource(settings, "roles of " + ROLES_KEY, ORDINAL));
        }
        settings.put("quarkus.http.port", "${rpa.worker.port:8630}");
        settings.put("quarkus.http.host", "${rpa.worker.host:127.0.0.1}");
        Map<String, String> absent = Map.of(DatabaseKind.URL_KEY, NONE, "rpa.secrets.dir", NONE);
        return List.of(new PropertiesConfigSource(settings, "roles of " + ROLES_KEY, ORDINAL),
                new PropertiesConfigSource(absent, "what a worker has not", LAST));
    }

    /** Of the folders of browsers the one that {@code rpa.browsers.mode} names. */
    private static Stream<String> routes(String role, ConfigSourceContext context) {
        ConfigValue mode = context.getValue("rpa.browsers.mode");
        String browsers = mode == null || mode.getValue() == null ? "local" : mode.getValue().strip().toLowerCase(Locale.ROOT);
        return role.equals(ORCHESTRATOR) ? Stream.of(role, role + "/browsers-" + browsers) : Stream.of(role);
    }

    private static void enable(Map<String, String> settings, String check, boolean enabled) {
        settings.put("quarkus.smallrye-health.check.\"" + check + "\".enabled", Boolean.toString(enabled));
    }

    /** As they are written; what is no role is refused with the other settings. */
    private static Set<String> roles(ConfigSourceContext context) {
        ConfigValue roles = context.getValue(ROLES_KEY);
        String text = roles == null || roles.getValue() == null || roles.getValue().isBlank() ? ORCHESTRATOR : roles.getValue();
        return Arrays.stream(text.split(",")).map(role -> role.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static boolean isMereWorker(ConfigSourceContext context) {
        Set<String> roles = roles(context);
        return roles.contains(WORKER) && !roles.contains(ORCHESTRATOR);
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
