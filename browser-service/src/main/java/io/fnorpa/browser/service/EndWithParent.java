package io.fnorpa.browser.service;

import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Ends this process when its standard input is closed: then the process that started it is gone, or wants it to end. */
final class EndWithParent {

    private static final Logger LOG = Logger.getLogger(EndWithParent.class);

    private EndWithParent() {}

    /** @param limit how long an orderly end may take before the process is halted */
    static void watch(Duration limit) {
        Thread watcher = new Thread(() -> {
            awaitEndOfInput();
            LOG.info("Standard input was closed: ending");
            Quarkus.asyncExit();
            haltAfter(limit);
        }, "standard-input");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // what is written there means nothing
            }
        } catch (IOException e) {
            LOG.debugf("Standard input cannot be read: %s", e.getMessage());
        }
    }

    private static void haltAfter(Duration limit) {
        try {
            Thread.sleep(limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
