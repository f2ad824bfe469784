package io.fnorpa.browser.service.firefox;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.TimeoutError;
import io.fnorpa.browser.service.egress.EgressProxy;
import io.fnorpa.browser.service.egress.Network;
import io.fnorpa.browser.service.settings.BrowserSettings;
import io.fnorpa.browser.service.settings.Viewport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * One Firefox with all that belongs to it: its thread, driver, processes, proxy and folder. Playwright's objects are
 * used on that thread alone. Its life: {@link #launch} once (a real page is opened), {@link #call} any number of times,
 * {@link #end} once, from any thread, at any time, also during the launch, after which nothing of it is left.
 */
public final class Firefox {

    private static final Logger LOG = Logger.getLogger(Firefox.class);
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);
    private static final int LONGEST_DETAIL = 2000;

    private final BrowserSettings settings;
    private final int number = COUNT.incrementAndGet();
    private final ExecutorService thread;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final BrowserFolder folder = BrowserFolder.create();
    private final BrowserProcesses processes = new BrowserProcesses(folder);
    private final QuickAcknowledge acknowledge = new QuickAcknowledge(folder);
    private final EgressProxy proxy;
    private final DownloadWatch downloads;
    private volatile ProcessHandle main;
    private volatile boolean killed;
    private volatile String version = "";
    private volatile boolean prompt;

    // Only on the thread:
    private Playwright playwright;
    private Browser browser;
    private BrowserContext spare;

    Firefox(BrowserSettings settings) {
        this.settings = settings;
        this.proxy = new EgressProxy(settings.allowPrivateAddresses(), settings.refusedNetworks().orElse(List.of()).stream().map(Network::parse).toList());
        this.downloads = new DownloadWatch(toString(), folder.downloads(), settings.maxDownload().asLongValue(), () -> main, proxy::cut, this::kill);
        proxy.afterEach(DownloadWatch.LOOK_BYTES, downloads::cutIfTooMuch);
        this.thread = Executors.newFixedThreadPool(1, threads(number)); // a "single thread executor" waits for finalization, with all of this
    }

    private static ThreadFactory threads(int number) {
        return task -> {
            Thread made = new Thread(task, "firefox-" + number);
            made.setDaemon(true);
            return made;
        };
    }

    /** Starts the processes and opens a page; takes seconds. What was started is ended if it fails, or if {@link #end} is called meanwhile. */
    void launch() {
        try {
            call(this::start, settings.launchTimeout());
        } catch (Exception e) {
            end();
            LOG.errorf("Firefox (%s) could not be started: %s", settings.firefox(), detail(e));
            throw new IllegalStateException("Firefox could not be started: " + reason(e), e);
        }
    }

    /** Ends and deletes what services that were killed have left: processes, and folders among the temporary files. */
    public static void sweep() {
        for (BrowserFolder folder : BrowserFolder.abandoned()) {
            LOG.infof("A service that was killed has left %s; it is deleted", folder.path());
            new BrowserProcesses(folder).kill(KILL_LIMIT);
            folder.delete();
        }
    }

    private Void start() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("TMPDIR", folder.path().toString());
        environment.put("HOME", folder.home().toString());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        environment.put("MOZ_CRASHREPORTER_DISABLE", "1");
        acknowledge.addTo(environment);
        playwright = PlaywrightDriver.start(environment);
        if (ended.get()) {
            throw new BrowserGoneException(); // nothing was there yet that could be killed
        }
        browser = playwright.firefox().launch(new BrowserType.LaunchOptions()
                .setChannel("moz-firefox")
                .setExecutablePath(FirefoxLauncher.in(folder, settings))
                .setHeadless(settings.headless())
                .setTimeout(settings.launchTimeout().toMillis())
                .setHandleSIGINT(false)
                .setHandleSIGTERM(false)
                .setHandleSIGHUP(false)
                .setDownloadsPath(folder.downloads())
                .setFirefoxUserPrefs(FirefoxPreferences.through(proxy.port())));
        version = "firefox " + browser.version();
        main = processes.main();
        spare = browser.newContext(defaults());
        Page page = spare.newPage();
        openProbe(page, settings.launchTimeout());
        prompt = Promptness.of(page);
        downloads.start();
        return null;
    }

    /** Opens a page now, beside whatever the session shows. Call it on the thread, when no command of the session is there to wait. */
    public Void probe(Duration limit) {
        try (BrowserContext context = browser.newContext(defaults())) {
            openProbe(context.newPage(), limit);
        }
        return null;
    }

    private static void openProbe(Page page, Duration limit) {
        page.navigate(EgressProxy.PROBE_URL, new Page.NavigateOptions().setTimeout(limit.toMillis()));
        if (!EgressProxy.PROBE_TITLE.equals(page.title())) {
            throw new IllegalStateException("Firefox opened a page but shows '" + page.title() + "' instead");
        }
    }

    /** The context that was opened in advance with the service's own locale and time zone; once. On the thread. */
    public BrowserContext takeSpare() {
        BrowserContext taken = spare;
        spare = null;
        return taken;
    }

    /** A fresh context, as {@code options} say. On the thread. */
    public BrowserContext newContext(Browser.NewContextOptions options) {
        if (spare != null) {
            spare.close();
            spare = null;
        }
        return browser.newContext(options);
    }

    /** Options of a context with the service's own locale and time zone. */
    public Browser.NewContextOptions defaults() {
        Viewport viewport = Viewport.parse(settings.viewport());
        return new Browser.NewContextOptions()
                .setLocale(settings.locale())
                .setTimezoneId(settings.timeZone())
                .setViewportSize(viewport.width(), viewport.height())
                .setAcceptDownloads(true);
    }

    /**
     * Runs something on the browser's thread.
     *
     * @throws TimeoutException if it took longer than the limit; it may still run
     * @throws BrowserGoneException if the browser was ended
     */
    public <T> T call(Callable<T> task, Duration limit) throws TimeoutException {
        Future<T> result;
        try {
            result = thread.submit(task);
        } catch (RejectedExecutionException e) {
            throw new BrowserGoneException();
        }
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            result.cancel(false);
            throw e;
        } catch (CancellationException e) {
            throw new BrowserGoneException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserGoneException();
        }
    }

    public EgressProxy proxy() {
        return proxy;
    }

    /** What it loads into its download folder. */
    public DownloadWatch downloads() {
        return downloads;
    }

    /** Where files are kept that were answered, as long as the browser lives. */
    public Path answers() {
        return folder.answers();
    }

    /** Why it was killed, if it loaded more than it may. */
    public Optional<String> trouble() {
        return downloads.trouble();
    }

    public String version() {
        return version;
    }

    /** Whether its answers come at once; else each second of two comes 40 ms late. */
    public boolean isPrompt() {
        return prompt;
    }

    /** False once Firefox's process is gone, however that came about. */
    public boolean isAlive() {
        return !ended.get() && main != null && main.isAlive();
    }

    /** Kills the processes at once, so that whatever hangs on them fails; {@link #end} cleans up. */
    public void kill() {
        killed = true;
        processes.kill(KILL_LIMIT);
    }

    /** Closes the browser within the close timeout, else kills it, at once if it is being launched; afterwards no process, file or thread is left. */
    public void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        proxy.close();
        downloads.close();
        if (main == null) {
            kill(); // it is being launched: nobody waits for that
        }
        try {
            Future<?> closed = thread.submit(this::closeQuietly);
            thread.shutdown();
            closed.get(settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("Firefox %d did not close within %d s and is killed", number, settings.closeTimeout().toSeconds());
        } catch (ExecutionException | RejectedExecutionException e) {
            LOG.debugf("Firefox %d did not close cleanly: %s", number, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        processes.kill(KILL_LIMIT);
        thread.shutdownNow().forEach(Firefox::giveUp);
        folder.delete();
    }

    /** What was never begun: whoever waits for it is told at once, not at its limit. */
    private static void giveUp(Runnable task) {
        if (task instanceof Future<?> result) {
            result.cancel(false);
        }
    }

    private void closeQuietly() {
        try {
            if (browser != null && !killed) { // Playwright would print the stack of what it cannot write any more
                browser.close();
            }
        } catch (PlaywrightException e) {
            LOG.debugf("Closing Firefox %d: %s", number, e.getMessage());
        }
        try {
            if (playwright != null) {
                playwright.close();
            }
        } catch (PlaywrightException e) {
            LOG.debugf("Closing the driver of Firefox %d: %s", number, e.getMessage());
        }
    }

    /** For everybody: the readiness, which wants no token, shows it. */
    private static String reason(Exception e) {
        if (e instanceof TimeoutException || e instanceof TimeoutError) {
            return "it took longer than browser.launch-timeout";
        }
        return e instanceof BrowserGoneException ? "it was ended" : "the service's log says why";
    }

    /** For the log: Playwright's words, with paths and what Firefox wrote. */
    private static String detail(Exception e) {
        String message = e instanceof TimeoutException ? reason(e) : String.valueOf(e.getMessage());
        return message.length() > LONGEST_DETAIL ? message.substring(0, LONGEST_DETAIL) + "…" : message;
    }

    @Override
    public String toString() {
        return "firefox-" + number;
    }
}
