package io.fnorpa.browsers;

import io.fnorpa.attempt.BrowserHold;
import io.fnorpa.browser.client.BrowserClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A browser service as a child process. It has a session of its own ({@code setsid}), so that Ctrl-C reaches the
 * orchestrator alone, which settles first; and it ends itself when its standard input closes, which happens also when
 * the orchestrator is killed.
 */
final class LocalBrowser {

    private static final Logger LOG = Logger.getLogger(LocalBrowser.class);
    private static final Duration GENTLE = Duration.ofSeconds(5);

    private final String instance;
    private final Process process;
    private final OutputStream tether;
    private final Path addressFile;
    private final Path log;
    private boolean ended;

    LocalBrowser(String instance, Process process, Path addressFile, Path log) {
        this.instance = instance;
        this.process = process;
        this.tether = process.getOutputStream();
        this.addressFile = addressFile;
        this.log = log;
    }

    String instance() {
        return instance;
    }

    boolean alive() {
        return process.isAlive();
    }

    boolean ready() {
        return alive() && Files.exists(addressFile) && BrowserClient.ready(address()).isReady();
    }

    Path log() {
        return log;
    }

    /** Before its address is known. */
    BrowserHold startingHold() {
        return new BrowserHold(null, instance, process.pid());
    }

    BrowserHold hold() {
        return new BrowserHold(address(), instance, process.pid());
    }

    private URI address() {
        try {
            return URI.create(Files.readString(addressFile).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the browser service's address from " + addressFile, e);
        }
    }

    /**
     * Ends it: asked first, killed with all its children then; who comes second waits for that.
     *
     * @return whether no process of it is left; false if some outlive being killed, as one does that waits for a broken disk
     */
    synchronized boolean end() {
        if (ended) {
            return true;
        }
        try {
            tether.close();
        } catch (IOException e) {
            LOG.debugf("The standard input of %s was closed already", instance);
        }
        try {
            if (!process.waitFor(GENTLE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("Browser service %s did not end within %d s and is killed", instance, GENTLE.toSeconds());
            }
            ProcessGroup group = new ProcessGroup(process.pid());
            group.kill();
            ended = group.isGoneWithin(GENTLE);
            if (!ended) {
                LOG.errorf("Processes of browser service %s (group %d) live %d s after they were killed", instance, process.pid(), GENTLE.toSeconds());
            }
            Files.deleteIfExists(addressFile);
        } catch (InterruptedException e) {
            new ProcessGroup(process.pid()).kill();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debugf("Cannot delete %s", addressFile);
        }
        return ended;
    }
}
