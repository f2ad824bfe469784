package io.fnorpa.browser.service;

import io.fnorpa.browser.service.firefox.WarmBrowser;
import io.fnorpa.browser.service.http.SessionConnections;
import io.fnorpa.browser.service.session.Sessions;
import io.fnorpa.browser.service.settings.BrowserSettings;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The end in peace: (1) no session is opened any more and readiness says so, (2) the browser that waits is ended, (3) the
 * open sessions go on until they are closed, idle, at their deadline, or lose their browser, (4) the last answers go out,
 * (5) the process ends with 0. Takes as long as a session may live at most.
 */
@ApplicationScoped
public class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);
    private static final Duration ALLOWANCE = Duration.ofSeconds(30);

    private final BrowserSettings settings;
    private final WarmBrowser warm;
    private final Sessions sessions;
    private final SessionConnections connections;
    private final EndableWait wait = new EndableWait();

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
        wait.await(() -> sessions.open() == 0, settings.sessionDeadlineMax().plus(ALLOWANCE));
        wait.await(() -> !connections.isAnswering(), settings.closeTimeout());
        Quarkus.asyncExit();
    }

    /** The application ends, for whatever reason: what a drain would ask is about to go. */
    void end() {
        wait.end();
    }
}
