package io.fnorpa.rig;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The practice portals as a process. Their memory begins anew with each start. */
public final class Portals extends Application implements PortalControl {

    private Portals(Checkout checkout, Path folder, Map<String, String> settings) {
        super("portals", folder, checkout.application("sandbox"), "sandbox", "quarkus.http.port", settings);
    }

    /** Starts them on a free port. */
    public static Portals start(Path folder) {
        return start(Checkout.find(), folder, Map.of());
    }

    /** @param more further settings, such as {@code sandbox.octotel.totp-period} */
    public static Portals start(Checkout checkout, Path folder, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.putAll(more);
        Portals portals = new Portals(checkout, folder, settings);
        portals.startNew();
        return portals;
    }

    @Override
    String heap() {
        return "192m";
    }

    @Override
    String readyPath() {
        return "/";
    }
}
