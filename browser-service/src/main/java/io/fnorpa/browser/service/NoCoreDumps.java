package io.fnorpa.browser.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Forbids this process, and the drivers and Firefoxes that it will start, to write their memory to a file when they crash
 * (RLIMIT_CORE of getrlimit(2), by util-linux' prlimit): credentials would be in it, and it would stay.
 */
final class NoCoreDumps {

    private static final Logger LOG = Logger.getLogger(NoCoreDumps.class);
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final int LIMIT_SECONDS = 5;

    private NoCoreDumps() {}

    static void forbid() {
        if (!Files.isExecutable(PRLIMIT)) {
            LOG.infof("%s is not there; a crash may leave a core file, unless 'ulimit -c 0' was said before", PRLIMIT);
            return;
        }
        try {
            Process process = new ProcessBuilder(PRLIMIT.toString(), "--pid", Long.toString(ProcessHandle.current().pid()), "--core=0:0")
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                LOG.warnf("%s could not forbid core files; a crash may leave one", PRLIMIT);
            }
        } catch (IOException e) {
            LOG.warnf("%s could not be run: %s; a crash may leave a core file", PRLIMIT, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
