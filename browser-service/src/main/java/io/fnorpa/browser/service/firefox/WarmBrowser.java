package io.fnorpa.browser.service.firefox;

import io.fnorpa.browser.service.settings.BrowserSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
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
 * whenever the last was taken or died and there is room for one more session.
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
    private CompletableFuture<Firefox> next;
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
        Firefox firefox = Firefox.launch(settings);
        LOG.infof("%s (%s) is ready after %d ms", firefox, firefox.version(), Duration.ofNanos(System.nanoTime() - start).toMillis());
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

    /** Ends the browser that waits; no other is started. */
    public void shutDown() {
        CompletableFuture<Firefox> last;
        synchronized (this) {
            shutDown = true;
            last = next;
            next = null;
        }
        if (last != null) {
            try {
                last.get(settings.launchTimeout().toMillis(), TimeUnit.MILLISECONDS).end();
            } catch (ExecutionException | TimeoutException e) {
                LOG.debugf("No warm browser to end: %s", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        launcher.shutdownNow();
    }
}
