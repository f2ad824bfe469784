package io.fnorpa.browser.service.firefox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fnorpa.browser.service.settings.BrowserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What Playwright starts in Firefox's place: a script that (1) links Firefox's start-up caches into the fresh profile that
 * Playwright made, and (2) has the kernel kill Firefox when the driver, its parent, dies (prctl(2), PR_SET_PDEATHSIG,
 * through util-linux' setpriv). Firefox has a session of its own, so that whoever kills this service's process group
 * would leave it running. Where no script can be run, Firefox is started as it is.
 */
final class FirefoxLauncher {

    private static final Logger LOG = Logger.getLogger(FirefoxLauncher.class);
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final String DIE_WITH_PARENT = SETPRIV + " --pdeathsig KILL -- ";
    private static final int CHECK_SECONDS = 10;
    private static final String SCRIPT = """
            #!/bin/sh
            profile= last=
            for argument in "$@"; do
              if [ "$last" = --profile ]; then profile=$argument; fi
              last=$argument
            done
            if [ -n "$profile" ]; then %s; fi
            exec %s%s "$@"
            """;

    private FirefoxLauncher() {}

    /** The path to give to Playwright. */
    static Path in(BrowserFolder folder, BrowserSettings settings) {
        Path firefox = settings.firefox();
        try {
            boolean dies = Files.isExecutable(SETPRIV) && runs(folder, DIE_WITH_PARENT + "true");
            Optional<FirefoxCaches> caches = settings.firefoxCaches().map(FirefoxCaches::new);
            if (!dies && (caches.isEmpty() || !runs(folder, "true"))) {
                return firefox;
            }
            return script(folder, "firefox", SCRIPT.formatted(caches.map(FirefoxCaches::linking).orElse(":"), dies ? DIE_WITH_PARENT : "",
                    quoted(firefox)));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debugf("Firefox is started without a script: %s", e.getMessage());
            return firefox;
        }
    }

    /** As one word of a shell's command. */
    static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    private static Path script(BrowserFolder folder, String name, String text) throws IOException {
        Path script = folder.path().resolve(name);
        Files.writeString(script, text, UTF_8);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    /** A folder may be mounted so that nothing in it can be run, and setpriv may be forbidden. */
    private static boolean runs(BrowserFolder folder, String command) throws IOException {
        Process process = new ProcessBuilder(script(folder, "probe", "#!/bin/sh\nexec " + command + "\n").toString())
                .redirectErrorStream(true).start();
        try {
            return process.waitFor(CHECK_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
