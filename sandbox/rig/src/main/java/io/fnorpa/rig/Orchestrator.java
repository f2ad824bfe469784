package io.fnorpa.rig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The orchestrator, with settings that the caller gives. It answers once its database, its Valkey and its routes do. */
public final class Orchestrator extends Application {

    /** It settles its attempts for 20 s, then Camel has 60 s to stop (camel.main.shutdown-timeout), then its browsers end. */
    private static final Duration END_LIMIT = Duration.ofSeconds(100);

    private Orchestrator(Checkout checkout, Path folder, Map<String, String> settings) {
        super("orchestrator", folder, checkout.application("src"), "rpa", "rpa.orchestrator.port", settings);
    }

    /** @param settings such as {@code rpa.database.url}; those that a start on this machine always needs are there already */
    public static Orchestrator start(Path folder, Map<String, String> settings) {
        return start(Checkout.find(), folder, settings);
    }

    public static Orchestrator start(Checkout checkout, Path folder, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("rpa.home", checkout.root().toString());
        all.putAll(settings);
        Orchestrator orchestrator = new Orchestrator(checkout, folder, all);
        orchestrator.startNew();
        return orchestrator;
    }

    @Override
    Duration endLimit() {
        return END_LIMIT;
    }

    @Override
    String heap() {
        return "512m";
    }

    @Override
    String readyPath() {
        return "/q/health/ready";
    }
}
