package io.fnorpa.browser.service;

import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGTERM. The first is an order to end in peace; any further one is what it is to every Java program: the end at once,
 * by the shutdown hooks, with 143. Quarkus leaves SIGTERM to the JVM, and its own delays at shutdown come when the port is
 * about to be closed, so that nothing can be driven on.
 */
final class ShutdownSignal {

    private static final Logger LOG = Logger.getLogger(ShutdownSignal.class);
    private static final String TERM = "TERM";

    private ShutdownSignal() {}

    /** @param first what the first one does, on a thread of its own; if it fails, the signal is what it is elsewhere */
    static void handle(Runnable first) {
        ClassLoader ofTheApplication = Thread.currentThread().getContextClassLoader(); // the signal's thread has the JVM's
        AtomicReference<SignalHandler> ofTheJvm = new AtomicReference<>();
        try {
            ofTheJvm.set(Signal.handle(new Signal(TERM), signal -> {
                Signal.handle(signal, ofTheJvm.get());
                Thread.currentThread().setContextClassLoader(ofTheApplication);
                try {
                    first.run();
                } catch (RuntimeException e) {
                    LOG.errorf("SIG%s could not be followed in peace: %s", TERM, e);
                    ofTheJvm.get().handle(signal);
                }
            }));
        } catch (IllegalArgumentException e) {
            LOG.warnf("SIG%s ends this service at once, open sessions included: the JVM leaves the signal to the system (-Xrs)", TERM);
        }
    }
}
