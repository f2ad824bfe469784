package io.fnorpa.browsers;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.BrowserUse;
import io.fnorpa.browser.client.FailureKind;
import io.fnorpa.config.BrowserSettings;
import io.fnorpa.config.InstanceName;
import io.fnorpa.config.PlatformConfig;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/**
 * Browser services as child processes of this one: the verbs of {@code routes/orchestrator/browsers-local}. Each serves
 * one job and is ended after it. Some are kept warm: started, with a page opened, held by nobody.
 */
@ApplicationScoped
@Named("localBrowsers")
@Identifier("local")
public class LocalBrowsers implements BrowserSupply {

    private static final Logger LOG = Logger.getLogger(LocalBrowsers.class);

    private final PlatformConfig config;
    private final InstanceName self;
    private final InstanceBreaker breaker;
    private final LostBrowsers lost;
    private final Deque<LocalBrowser> warm = new ArrayDeque<>();
    private final Map<String, LocalBrowser> held = new ConcurrentHashMap<>();
    private boolean closed;

    LocalBrowsers(PlatformConfig config, InstanceName self, InstanceBreaker breaker, LostBrowsers lost) {
        this.config = config;
        this.self = self;
        this.breaker = breaker;
        this.lost = lost;
    }

    /** A browser for this attempt: the warm one that was started first, else a new one. It may not be ready yet; its processes are known. */
    public void take(@Body RunningAttempt attempt) {
        try {
            LocalBrowser browser = warmOrNew();
            held.put(attempt.toString(), browser);
            attempt.setBrowser(browser.startingHold());
        } catch (BrowserNotReadyException e) {
            throw failed(attempt, e);
        }
    }

    private synchronized LocalBrowser warmOrNew() {
        dropDead();
        LocalBrowser first = warm.pollFirst();
        return first != null ? first : start();
    }

    /** Whether the attempt's browser is still starting. Once it is ready, the attempt knows its address. */
    public boolean isNotReady(@Body RunningAttempt attempt) {
        LocalBrowser browser = held.get(attempt.toString());
        if (browser == null) {
            throw new BrowserNotReadyException("The browser of " + attempt + " was ended while it started");
        }
        if (!browser.alive()) {
            throw failed(attempt, new BrowserNotReadyException("The browser service ended while it started. Its log, " + browser.log()
                    + ", says: " + lastLines(browser.log())));
        }
        if (!browser.ready()) {
            return true;
        }
        attempt.setBrowser(browser.hold());
        return false;
    }

    /** The bound of waiting was reached. */
    @Override
    public void giveUp(@Body RunningAttempt attempt) {
        LocalBrowser browser = held.get(attempt.toString());
        throw failed(attempt, new BrowserNotReadyException("No browser was ready within " + config.browsers().readyTimeout().toSeconds()
                + " s (rpa.browsers.ready-timeout). The browser service's log, " + browser.log() + ", says: " + lastLines(browser.log())));
    }

    /** The supply of browsers failed, which is the browser services' failure as much as a crash in mid-job. */
    private static BrowserNotReadyException failed(RunningAttempt attempt, BrowserNotReadyException failure) {
        attempt.getBrowserUse().failed(FailureKind.NOT_READY, failure);
        return failure;
    }

    /**
     * Ends the attempt's browser, if it has one; no process of it is left then. Whoever asks while somebody else is at it
     * waits too: an attempt is not settled while its browser lives.
     *
     * @throws IllegalStateException processes of it outlive being killed: the attempt must not be settled. Its lease runs
     *                               out, and recovery waits for them
     */
    public void end(@Body RunningAttempt attempt) {
        if (!stop(attempt)) {
            throw new IllegalStateException("The browser of " + attempt + " was killed and lives on");
        }
    }

    /** The same for who does not settle the attempt: whoever does ends it again. */
    @Override
    public boolean stop(RunningAttempt attempt) {
        LocalBrowser browser = held.get(attempt.toString());
        boolean gone = browser == null || browser.end();
        if (gone && browser != null) {
            held.remove(attempt.toString(), browser);
        }
        return gone;
    }

    @Override
    public int room(int wanted) {
        return wanted;
    }

    /** This machine starts one whenever it is asked. */
    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public boolean endLost(Map<String, Object> row) {
        return lost.end(row);
    }

    @Override
    public String whyNotEnded(Map<String, Object> row) {
        return lost.reason(row);
    }

    /** Starts what is missing of the warm pool, one at a time, and drops what died. While browser services fail: none, or one to try. */
    public synchronized void keepWarm() {
        dropDead();
        boolean starting = warm.stream().anyMatch(browser -> !browser.ready());
        if (!closed && !starting && warm.size() < breaker.room(config.warmPoolSize())) {
            warm.addLast(start());
        }
    }

    private void dropDead() {
        List<LocalBrowser> dead = warm.stream().filter(browser -> !browser.alive()).toList();
        dead.forEach(this::tellDead);
        dead.forEach(LocalBrowser::end);
        warm.removeAll(dead);
    }

    private void tellDead(LocalBrowser browser) {
        BrowserNotReadyException failure = new BrowserNotReadyException("A warm browser service ended by itself; its log, " + browser.log()
                + ", says: " + lastLines(browser.log()));
        LOG.warn(failure.getMessage());
        BrowserUse use = breaker.use();
        if (use.tryBegin()) {
            use.failed(FailureKind.NOT_READY, failure);
        }
    }

    private LocalBrowser start() {
        if (closed) {
            throw new BrowserNotReadyException("This instance is ending and starts no browser");
        }
        BrowserSettings.Local local = config.browsers().local();
        String instance = BrowserName.on(self.host());
        try {
            Path folder = Files.createDirectories(local.workDir().toAbsolutePath());
            Path addressFile = folder.resolve(instance + ".address");
            Path log = folder.resolve(instance + ".log");
            Process process = new ProcessBuilder(command(instance, addressFile))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            LOG.debugf("Starting browser service %s", instance);
            return new LocalBrowser(instance, process, addressFile, log);
        } catch (IOException e) {
            throw new BrowserNotReadyException("Cannot start a browser service: " + e.getMessage());
        }
    }

    private List<String> command(String instance, Path addressFile) {
        BrowserSettings browsers = config.browsers();
        List<String> command = new ArrayList<>(List.of("setsid", java(), "-Xmx" + browsers.local().heap(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-Dbrowser.port=0", "-Dbrowser.host=127.0.0.1", "-Dquarkus.management.port=0",
                "-Dbrowser.instance=" + instance,
                "-Dbrowser.address-file=" + addressFile,
                "-Dbrowser.token.public-keys=" + config.keys().dir().toAbsolutePath().resolve("public-keys.json"),
                "-Dbrowser.command-timeout=" + browsers.commandTimeout(),
                "-Dbrowser.firefox=" + browsers.local().firefox(),
                "-Dbrowser.allow-private-addresses=" + browsers.allowPrivateAddresses(),
                "-Dbrowser.one-session=true",
                "-Dbrowser.exit-on-stdin-close=true"));
        browsers.local().driverDir().ifPresent(dir -> command.add("-Dplaywright.cli.dir=" + dir.toAbsolutePath()));
        browsers.local().firefoxCaches().ifPresent(caches -> command.add("-Dbrowser.firefox-caches=" + caches.toAbsolutePath()));
        Path classes = jar().resolveSibling("classes.jsa");
        if (Files.exists(classes)) {
            command.addAll(List.of("-XX:SharedArchiveFile=" + classes, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        }
        command.add("-jar");
        command.add(jar().toString());
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Path jar() {
        return config.browsers().local().jar()
                .orElse(config.home().resolve("browser-service/target/quarkus-app/quarkus-run.jar"))
                .toAbsolutePath();
    }

    private static String lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return "(no log)";
        }
    }

    @PreDestroy
    synchronized void close() {
        closed = true;
        warm.forEach(LocalBrowser::end);
        held.values().forEach(LocalBrowser::end);
    }
}
