package io.fnorpa.browser.service;

import io.fnorpa.browser.service.firefox.Firefox;
import io.fnorpa.browser.service.firefox.WarmBrowser;
import io.fnorpa.browser.service.http.SessionConnections;
import io.fnorpa.browser.service.session.Sessions;
import io.fnorpa.browser.service.settings.BrowserSettings;
import io.fnorpa.browser.service.settings.SettingsCheck;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.quarkus.main.events.BeforeInitialize;
import org.jboss.logging.Logger;

/**
 * What the service does from start to end: (1) check the settings, (2) start the first Firefox, beside the routes
 * and the HTTP interface, (3) look twice a second for sessions that must end and for a warm browser that is missing, (4) at
 * SIGTERM {@link Drain} what is open, (5) at the end close all of them.
 */
@ApplicationScoped
public class Lifecycle {

    private static final Logger LOG = Logger.getLogger(Lifecycle.class);
    private static final int LOOK_MS = 500;
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
    /** For what an end takes besides closing browsers: killing those that do not close, and the application's own end, on a busy machine. */
    private static final Duration END_ALLOWANCE = Duration.ofSeconds(30);

    private final BrowserSettings settings;
    private final SettingsCheck check;
    private final WarmBrowser warm;
    private final Sessions sessions;
    private final SessionConnections connections;
    private final Drain drain;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "session-clock");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean ending = new AtomicBoolean();
    private Instant nextStart = Instant.EPOCH;

    Lifecycle(BrowserSettings settings, SettingsCheck check, WarmBrowser warm, Sessions sessions, SessionConnections connections, Drain drain) {
        this.settings = settings;
        this.check = check;
        this.warm = warm;
        this.sessions = sessions;
        this.connections = connections;
        this.drain = drain;
    }

    /** As early as there are beans: Firefox takes longer to start than the rest. */
    void startFirefox(@Observes BeforeInitialize event) {
        check.check();
        Firefox.sweep();
        if (LaunchMode.current() == LaunchMode.NORMAL) { // elsewhere the process is another program's
            ShutdownSignal.handle(this::drain);
            NoCoreDumps.forbid();
        }
        warm.prepare();
    }

    void start(@Observes StartupEvent event) {
        if (settings.exitOnStdinClose()) {
            EndWithParent.watch(settings.closeTimeout().multipliedBy(2).plus(END_ALLOWANCE));
        }
        clock.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /** Not any more where it ends already: no bean may be asked then. */
    private void drain() {
        if (!ending.get()) {
            drain.run();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        ending.set(true);
        drain.end();
        clock.shutdownNow();
        Thread warmEnd = new Thread(warm::shutDown, "warm-end");
        warmEnd.start();
        sessions.shutDown();
        try {
            warmEnd.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void look() {
        try {
            Instant now = Instant.now();
            sessions.endDue(now);
            connections.closeOfEnded();
            keepWarm(now);
        } catch (RuntimeException e) {
            LOG.errorf("Looking after the sessions failed: %s", e.getClass().getName());
        }
    }

    private void keepWarm(Instant now) {
        if (warm.failure().isPresent() && nextStart.isBefore(now)) {
            LOG.errorf("%s; trying again", warm.failure().get());
            nextStart = now.plus(AFTER_A_FAILURE);
            warm.replaceDead();
        } else if (warm.failure().isEmpty()) {
            warm.replaceDead();
        }
        if (sessions.hasRoom() && warm.failure().isEmpty()) {
            warm.prepare();
        }
    }
}
