package io.fnorpa.browser.service.firefox;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import io.fnorpa.browser.service.egress.EgressProxy;
import io.fnorpa.browser.service.settings.BrowserSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Firefox' own start-up caches: its program's scripts, compiled, and its windows' structure. A profile that begins with
 * them starts a third sooner. They are made once for a Firefox, by one that opened no page but the service's own, and
 * linked or copied into each fresh profile; Firefox passes over them if they are of another build. Nothing else is in them: no
 * cookie, no history, no page's cache.
 *
 * @param folder that holds {@code compatibility.ini} and {@code startupCache/}
 */
public record FirefoxCaches(Path folder) {

    static final String COMPATIBILITY = "compatibility.ini";
    static final String STARTUP_CACHE = "startupCache";
    /** Firefox adds to this one where it lies, as root even if it is read-only, so that each profile has a copy; the others it replaces. */
    private static final String WRITTEN_IN_PLACE = "startupCache.8.little";
    /** As Firefox writes a cache, and under the name that it looks for when it starts (mozJSComponentLoader's ScriptPreloader). */
    private static final Map<String, String> FILES = Map.of("scriptCache.bin", "scriptCache-current.bin",
            "scriptCache-child.bin", "scriptCache-child-current.bin", WRITTEN_IN_PLACE, WRITTEN_IN_PLACE);
    /** Only the second start knows which scripts are wanted early. */
    private static final int STARTS = 2;
    /** Firefox writes the caches when it ends; before that it must have come to rest. */
    private static final int REST_MS = 3000;

    /** The shell commands that bring the caches into the profile that {@code $profile} names. */
    String linking() {
        StringBuilder script = new StringBuilder();
        script.append("mkdir -p \"$profile/").append(STARTUP_CACHE).append("\" && cp ").append(FirefoxLauncher.quoted(folder.resolve(COMPATIBILITY))).append(" \"$profile\"");
        files().forEach(file -> script.append(" && ").append(file.endsWith(WRITTEN_IN_PLACE) ? "cp " : "ln -s ")
                .append(FirefoxLauncher.quoted(file)).append(" \"$profile/").append(STARTUP_CACHE).append("\""));
        return script.toString();
    }

    private List<Path> files() {
        return FILES.values().stream().sorted().map(folder.resolve(STARTUP_CACHE)::resolve).filter(Files::exists).toList();
    }

    /** What is wrong with the folder, or nothing. */
    public Optional<String> trouble() {
        return Files.isReadable(folder.resolve(COMPATIBILITY)) && !files().isEmpty() ? Optional.empty()
                : Optional.of("a folder that browser.make-firefox-caches has filled");
    }

    /** Makes the caches with a Firefox of its own; takes some ten seconds. What is in the folder is replaced. */
    public static void make(BrowserSettings settings, Path target) {
        BrowserFolder folder = BrowserFolder.create();
        Path profile = folder.path().resolve("profile");
        try (EgressProxy proxy = new EgressProxy(false, List.of()); Playwright playwright = PlaywrightDriver.start(environment(folder))) {
            for (int start = 0; start < STARTS; start++) {
                visitOwnPage(playwright, proxy, profile, settings);
            }
            save(profile, target);
        } finally {
            new BrowserProcesses(folder).kill(settings.closeTimeout());
            folder.delete();
        }
    }

    private static Map<String, String> environment(BrowserFolder folder) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("TMPDIR", folder.path().toString());
        environment.put("HOME", folder.home().toString());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        environment.put("MOZ_CRASHREPORTER_DISABLE", "1");
        return environment;
    }

    private static void visitOwnPage(Playwright playwright, EgressProxy proxy, Path profile, BrowserSettings settings) {
        BrowserContext context = playwright.firefox().launchPersistentContext(profile, new BrowserType.LaunchPersistentContextOptions()
                .setChannel("moz-firefox")
                .setExecutablePath(settings.firefox())
                .setTimeout(settings.launchTimeout().toMillis())
                .setFirefoxUserPrefs(FirefoxPreferences.through(proxy.port())));
        context.pages().get(0).navigate(EgressProxy.PROBE_URL);
        context.pages().get(0).waitForTimeout(REST_MS);
        context.close();
    }

    private static void save(Path profile, Path target) {
        try {
            Path caches = Files.createDirectories(target.resolve(STARTUP_CACHE));
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                Path written = profile.resolve(STARTUP_CACHE).resolve(file.getKey());
                if (Files.exists(written)) {
                    Path copy = caches.resolve(file.getValue());
                    Files.copy(written, copy, StandardCopyOption.REPLACE_EXISTING);
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r--r--r--"));
                }
            }
            Files.copy(profile.resolve(COMPATIBILITY), target.resolve(COMPATIBILITY), StandardCopyOption.REPLACE_EXISTING); // last: now it is whole
        } catch (IOException e) {
            throw new UncheckedIOException("Firefox' caches cannot be written to " + target, e);
        }
    }
}
