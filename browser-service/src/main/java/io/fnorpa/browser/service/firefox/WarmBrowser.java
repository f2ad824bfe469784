package io.fnorpa.browser.service.firefox;

import io.fnorpa.browser.service.settings.BrowserSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The browser that waits, with a page opened, for the next session. One is started with the service, and another
 * whenever the last was taken or died and there is room for one more session. When the service ends, a launch that is
 * under way is not waited for.
 */
@ApplicationScoped
public class WarmBrowser {

    private static final Logger LOG = Logger.getLogger(WarmBrowser.class);

    private final BrowserSettings settings;
    private final ExecutorService launcher = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "firefox-launcher");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Firefox> launching = new HashSet<>();
    private CompletableFuture<Firefox> next;
    private final Object end = new Object();
    private boolean shutDown;

    WarmBrowser(BrowserSettings settings) {
        this.settings = settings;
    }

    /** Starts one if there is none. */
    public synchronized void prepare() {
        if (next == null && !shutDown) {
            next = CompletableFuture.supplyAsync(this::launch, launcher);
        }
    }

    private Firefox launch() {
        long start = System.nanoTime();
        Firefox firefox = begin();
        try {
            firefox.launch();
        } finally {
            synchronized (this) {
                launching.remove(firefox);
            }
        }
        LOG.infof("%s (%s) is ready after %d ms", firefox, firefox.version(), Duration.ofNanos(System.nanoTime() - start).toMillis());
        if (!firefox.isPrompt()) {
            LOG.warnf("Answers of %s come late, up to 40 ms each: its driver does not acknowledge at once", firefox);
        }
        return firefox;
    }

    private synchronized Firefox begin() {
        if (shutDown) {
            throw new IllegalStateException("The service is shutting down");
        }
        Firefox firefox = new Firefox(settings);
        launching.add(firefox);
        LOG.infof("Starting %s", firefox);
        return firefox;
    }

    /**
     * The warm browser, or one that is started now; whoever takes it must end it.
     *
     * @throws IllegalStateException with the reason if none can be had
     */
    public Firefox take() {
        for (int attempt = 0; attempt < 2; attempt++) {
            Firefox firefox = await(reserve());
            if (firefox.isAlive()) {
                return firefox;
            }
            firefox.end(); // it died while it waited
        }
        throw new IllegalStateException("Firefox dies as soon as it is started");
    }

    private synchronized CompletableFuture<Firefox> reserve() {
        prepare();
        if (next == null) {
            throw new IllegalStateException("The service is shutting down");
        }
        CompletableFuture<Firefox> mine = next;
        next = null;
        return mine;
    }

    private Firefox await(CompletableFuture<Firefox> launching) {
        try {
            return launching.get(settings.launchTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            launching.thenAccept(Firefox::end);
            throw new IllegalStateException("Firefox did not start within browser.launch-timeout");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            launching.thenAccept(Firefox::end);
            throw new IllegalStateException("Interrupted while Firefox was being started");
        }
    }

    /** Forgets a browser that failed to start or died, so that {@link #prepare} starts another. */
    public synchronized void replaceDead() {
        if (next == null || !next.isDone()) {
            return;
        }
        if (next.isCompletedExceptionally()) {
            next = null;
        } else if (!next.join().isAlive()) {
            Firefox dead = next.join();
            next = null;
            launcher.execute(dead::end);
        }
    }

    /** The browser that waits, if there is one. */
    public synchronized Optional<Firefox> waiting() {
        return next != null && next.isDone() && !next.isCompletedExceptionally() ? Optional.of(next.join()) : Optional.empty();
    }

    /** Whether one waits or is being started, or failed to start a moment ago. */
    public synchronized boolean isPreparing() {
        return next != null;
    }

    /** Why the last start failed. */
    public synchronized Optional<String> failure() {
        if (next == null || !next.isCompletedExceptionally()) {
            return Optional.empty();
        }
        try {
            next.join();
            return Optional.empty();
        } catch (CompletionException e) {
            return Optional.of(String.valueOf(e.getCause().getMessage()));
        }
    }

    /** Ends the browser that waits, and those that are being launched without waiting for them; no other is started. Whoever calls it returns when that is done. */
    public void shutDown() {
        synchronized (end) {
            endAll();
        }
    }

    private void endAll() {
        CompletableFuture<Firefox> last;
        List<Firefox> begun;
        synchronized (this) {
            shutDown = true;
            last = next;
            next = null;
            begun = List.copyOf(launching);
        }
        begun.forEach(Firefox::end);
        if (last != null) {
            endLaunched(last);
        }
        launcher.shutdownNow();
    }

    /** Its launch is over, or about to fail because its browser was ended. */
    private void endLaunched(CompletableFuture<Firefox> last) {
        try {
            last.get(settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS).end();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf("No warm browser to end: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
