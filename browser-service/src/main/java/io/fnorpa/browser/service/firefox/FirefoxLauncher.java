package io.fnorpa.browser.service.firefox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What Playwright starts in Firefox's place: a script that has the kernel kill Firefox when the driver, its parent,
 * dies (prctl(2), PR_SET_PDEATHSIG, through util-linux' setpriv). Firefox has a session of its own, so that whoever kills
 * this service's process group would leave it running. Where no script can be run, Firefox is started as it is.
 */
final class FirefoxLauncher {

    private static final Logger LOG = Logger.getLogger(FirefoxLauncher.class);
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final int CHECK_SECONDS = 10;

    private FirefoxLauncher() {}

    /** The path to give to Playwright. */
    static Path in(BrowserFolder folder, Path firefox) {
        if (!Files.isExecutable(SETPRIV)) {
            return firefox;
        }
        try {
            Path script = folder.path().resolve("firefox");
            Files.writeString(script, "#!/bin/sh\nexec " + SETPRIV + " --pdeathsig KILL -- '" + firefox + "' \"$@\"\n", UTF_8);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            return runs(folder, script) ? script : firefox;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debugf("Firefox is started without a script: %s", e.getMessage());
            return firefox;
        }
    }

    /** A folder may be mounted so that nothing in it can be run, and setpriv may be forbidden. */
    private static boolean runs(BrowserFolder folder, Path script) throws IOException {
        Path probe = folder.path().resolve("probe");
        Files.writeString(probe, "#!/bin/sh\nexec " + SETPRIV + " --pdeathsig KILL -- true\n", UTF_8);
        Files.setPosixFilePermissions(probe, Files.getPosixFilePermissions(script));
        Process process = new ProcessBuilder(probe.toString()).redirectErrorStream(true).start();
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
