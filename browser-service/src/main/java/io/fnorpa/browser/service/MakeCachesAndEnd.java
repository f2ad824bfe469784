package io.fnorpa.browser.service;

import io.fnorpa.browser.service.firefox.FirefoxCaches;
import io.fnorpa.browser.service.firefox.WarmBrowser;
import io.fnorpa.browser.service.settings.BrowserSettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/**
 * {@code browser.make-firefox-caches}: the service starts as always, makes Firefox's start-up caches if the folder has none,
 * and ends, with 1 if it could not. A JVM that is told to write an archive of the classes it used (-XX:ArchiveClassesAtExit) does so then.
 */
@ApplicationScoped
public class MakeCachesAndEnd {

    private static final Logger LOG = Logger.getLogger(MakeCachesAndEnd.class);

    private final BrowserSettings settings;
    private final WarmBrowser warm;

    MakeCachesAndEnd(BrowserSettings settings, WarmBrowser warm) {
        this.settings = settings;
        this.warm = warm;
    }

    void start(@Observes StartupEvent event) {
        settings.makeFirefoxCaches().ifPresent(folder -> new Thread(() -> Quarkus.asyncExit(make(folder) ? 0 : 1), "make-caches").start());
    }

    private boolean make(Path folder) {
        try {
            warm.take().end(); // so that what starting a browser takes has been used
            if (new FirefoxCaches(folder).trouble().isPresent()) {
                FirefoxCaches.make(settings, folder);
            }
            LOG.infof("Firefox's start-up caches are in %s", folder);
            return true;
        } catch (RuntimeException e) {
            LOG.errorf("Firefox's start-up caches could not be made in %s: %s", folder, e.getMessage());
            return false;
        }
    }
}
