package io.fnorpa.browser.service.settings;

import io.fnorpa.browser.service.firefox.FirefoxCaches;
import io.fnorpa.browser.service.egress.Network;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Refuses wrong settings before anything is started, all of them at once: key, value and what would be right. */
@ApplicationScoped
public class SettingsCheck {

    private static final int LAST_PORT = 65_535;
    private static final int MOST_SESSIONS = 16;
    private static final long KIB = 1024;

    private final BrowserSettings settings;
    private final Heap heap;

    @Inject
    SettingsCheck(BrowserSettings settings) {
        this(settings, Heap.ofThisProcess());
    }

    SettingsCheck(BrowserSettings settings, Heap heap) {
        this.settings = settings;
        this.heap = heap;
    }

    /** @throws WrongSettingsException if a setting is wrong */
    public void check() {
        List<String> wrong = new ArrayList<>();
        port(wrong, "browser.port", settings.port());
        port(wrong, "browser.management-port", settings.managementPort());
        if (settings.maxSessions() < 1 || settings.maxSessions() > MOST_SESSIONS) {
            wrong.add(line("browser.max-sessions", settings.maxSessions(), "a number from 1 to " + MOST_SESSIONS));
        }
        if (settings.oneSession() && settings.maxSessions() > 1) {
            wrong.add(line("browser.max-sessions", settings.maxSessions(), "1 where browser.one-session=true"));
        }
        limits(wrong);
        files(wrong);
        places(wrong);
        if (!wrong.isEmpty()) {
            throw new WrongSettingsException(wrong);
        }
    }

    private void limits(List<String> wrong) {
        duration(wrong, "browser.command-timeout", settings.commandTimeout(), settings.commandTimeoutMax());
        duration(wrong, "browser.command-timeout-max", settings.commandTimeoutMax(), Duration.ofMinutes(10));
        duration(wrong, "browser.session-idle", settings.sessionIdle(), settings.sessionDeadlineMax());
        duration(wrong, "browser.session-deadline-max", settings.sessionDeadlineMax(), Duration.ofHours(24));
        duration(wrong, "browser.close-timeout", settings.closeTimeout(), Duration.ofMinutes(1));
        duration(wrong, "browser.launch-timeout", settings.launchTimeout(), Duration.ofMinutes(10));
        size(wrong, "browser.max-body", settings.maxBody().asLongValue(), 64);
        if (settings.maxBody().asLongValue() > heap.largestBody()) {
            wrong.add(line("browser.max-body", settings.maxBody().asLongValue(), "at most " + heap.largestBody() / KIB + "K with a heap of "
                    + heap.most() / KIB + "K, which is too small for more (-Xmx; in the image JAVA_HEAP)"));
        }
        size(wrong, "browser.max-download", settings.maxDownload().asLongValue(), 48);
    }

    private void files(List<String> wrong) {
        if (!Files.isExecutable(settings.firefox())) {
            wrong.add(line("browser.firefox", settings.firefox(), "the path of Firefox's executable (Debian's package firefox-esr has it)"));
        }
        Path keys = settings.token().publicKeys();
        if (!Files.isReadable(keys)) {
            wrong.add(line("browser.token.public-keys", keys, "a readable JSON Web Key Set (the orchestrator's public-keys.json)"));
        }
        settings.firefoxCaches().ifPresent(folder -> new FirefoxCaches(folder).trouble()
                .ifPresent(right -> wrong.add(line("browser.firefox-caches", folder, right))));
        settings.addressFile()
                .map(file -> file.toAbsolutePath().getParent())
                .filter(folder -> !Files.isDirectory(folder))
                .ifPresent(folder -> wrong.add(line("browser.address-file", settings.addressFile().get(), "a file in a folder that exists")));
    }

    private void places(List<String> wrong) {
        if (!Places.isLocale(settings.locale())) {
            wrong.add(line("browser.locale", settings.locale(), "a language tag such as en-ZA"));
        }
        if (!Places.isTimeZone(settings.timeZone())) {
            wrong.add(line("browser.time-zone", settings.timeZone(), "the name of a time zone such as Africa/Johannesburg"));
        }
        for (String network : settings.refusedNetworks().orElse(List.of())) {
            try {
                Network.parse(network);
            } catch (IllegalArgumentException e) {
                wrong.add(line("browser.refused-networks", network, "networks such as 10.128.0.0/14 or 2001:db8:42::/48, with commas between them"));
            }
        }
        try {
            Viewport.parse(settings.viewport());
        } catch (IllegalArgumentException e) {
            wrong.add(line("browser.viewport", settings.viewport(), "width x height in pixels, such as 1280x800"));
        }
        if (settings.instance().filter(String::isBlank).isPresent()) {
            wrong.add(line("browser.instance", settings.instance().get(), "a name, the audience of this service's tokens"));
        }
    }

    private static void port(List<String> wrong, String key, int port) {
        if (port < 0 || port > LAST_PORT) {
            wrong.add(line(key, port, "a port from 0 (any free one) to " + LAST_PORT));
        }
    }

    private static void duration(List<String> wrong, String key, Duration value, Duration most) {
        if (value.isNegative() || value.isZero() || value.compareTo(most) > 0) {
            wrong.add(line(key, value.toSeconds() + "s", "more than 0s and at most " + most.toSeconds() + "s"));
        }
    }

    /** The wire takes texts of 64 MiB, and a file stands in one in Base64. */
    private static void size(List<String> wrong, String key, long value, int most) {
        if (value < KIB || value > most * KIB * KIB) {
            wrong.add(line(key, value, "a size from 1K to " + most + "M"));
        }
    }

    private static String line(String key, Object value, String right) {
        return key + "=" + value + " is wrong; it must be " + right;
    }
}
