package io.fnorpa.settings;

import io.fnorpa.config.PlatformConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;

/** The level of the platform's own classes, which the logging system is told. */
@ApplicationScoped
class LogLevel {

    private static final String OURS = "io.fnorpa";

    private final PlatformConfig config;

    LogLevel(PlatformConfig config) {
        this.config = config;
    }

    void changed(@Observes SettingsChanged settings) {
        if (settings.concerns("rpa.log-level")) {
            LogContext.getLogContext().getLogger(OURS).setLevel(Level.parse(config.logLevel()));
        }
    }
}
