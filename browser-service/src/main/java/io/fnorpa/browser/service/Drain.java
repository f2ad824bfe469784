package io.fnorpa.browser.service;

import io.fnorpa.browser.service.firefox.WarmBrowser;
import io.fnorpa.browser.service.http.SessionConnections;
import io.fnorpa.browser.service.session.Sessions;
import io.fnorpa.browser.service.settings.BrowserSettings;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The end in peace: (1) no session is opened any more and readiness says so, (2) the browser that waits is ended, (3) the
 * open sessions go on until they are closed, idle, at their deadline, or lose their browser, (4) the last answers go out,
 * (5) the process ends with 0. Takes as long as a session may live at most.
 */
@ApplicationScoped
public class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final int LOOK_MS = 50;
    private static final Duration ALLOWANCE = Duration.ofSeconds(30);

    private final BrowserSettings settings;
    private final WarmBrowser warm;
    private final Sessions sessions;
    private final SessionConnections connections;

    Drain(BrowserSettings settings, WarmBrowser warm, Sessions sessions, SessionConnections connections) {
        this.settings = settings;
        this.warm = warm;
        this.sessions = sessions;
        this.connections = connections;
    }

    /** Returns when the process is about to end. */
    void run() {
        sessions.openNoMore();
        LOG.infof("SIGTERM: no session is opened any more, and the process ends after the %d that are open%s. A second SIGTERM ends it at once",
                sessions.open(), sessions.lastDeadline().map(last -> ", at " + last + " at the latest").orElse(""));
        warm.shutDown();
        await(() -> sessions.open() == 0, settings.sessionDeadlineMax().plus(ALLOWANCE));
        await(() -> !connections.isAnswering(), settings.closeTimeout());
        Quarkus.asyncExit();
    }

    private static void await(BooleanSupplier over, Duration limit) {
        Instant end = Instant.now().plus(limit);
        try {
            while (!over.getAsBoolean() && Instant.now().isBefore(end)) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
