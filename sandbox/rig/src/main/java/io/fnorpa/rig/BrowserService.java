package io.fnorpa.rig;

import io.fnorpa.token.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser service. It answers once it has opened a real page in Firefox. Its end ends the sessions that are open. */
public final class BrowserService extends Application {

    private BrowserService(Checkout checkout, Path folder, Map<String, String> settings) {
        super("browser-service", folder, checkout.application("browser-service"), "browser", "browser.port", settings);
    }

    /**
     * Starts one on a free port; it may open pages of this machine.
     *
     * @param instance its id, the audience of the tokens that it takes
     * @param keys     whose public half it verifies tokens with
     */
    public static BrowserService start(Path folder, String instance, SigningKeys keys) {
        return start(Checkout.find(), folder, instance, keys, Map.of());
    }

    /** @param more further settings, or other values for those that the rig gives */
    public static BrowserService start(Checkout checkout, Path folder, String instance, SigningKeys keys, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("browser.host", "127.0.0.1");
        settings.put("browser.instance", instance);
        settings.put("browser.token.public-keys", keys.publicKeysFile().toAbsolutePath().toString());
        settings.put("browser.allow-private-addresses", "true");
        settings.put("quarkus.management.port", "0");
        Optional.ofNullable(System.getenv(Checkout.FIREFOX_VARIABLE)).ifPresent(firefox -> settings.put("browser.firefox", firefox));
        checkout.playwrightDriver().ifPresent(driver -> settings.put("playwright.cli.dir", driver.toString()));
        checkout.firefoxCaches().ifPresent(caches -> settings.put("browser.firefox-caches", caches.toString()));
        settings.putAll(more);
        BrowserService service = new BrowserService(checkout, folder, settings);
        service.startNew();
        return service;
    }

    /** SIGTERM would let its sessions go on until their deadline. */
    @Override
    void askToEnd(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.toHandle().destroy();
        }
    }

    @Override
    String heap() {
        return "256m";
    }

    /** As the orchestrator starts it: it lives for minutes, and starts in half the time with these. */
    @Override
    List<String> javaOptions() {
        Path archive = jar().resolveSibling("classes.jsa");
        List<String> quickStart = List.of("-XX:TieredStopAtLevel=1");
        return Files.exists(archive) ? Stream.concat(quickStart.stream(), Stream.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")).toList() : quickStart;
    }

    @Override
    String readyPath() {
        return "/health/ready";
    }
}
