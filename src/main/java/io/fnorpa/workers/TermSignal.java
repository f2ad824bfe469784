package io.fnorpa.workers;

import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGTERM. The first is an order to end in peace; any further one is what it is to every Java program. Quarkus leaves it to
 * the JVM, and would close the port before the last report is given away.
 */
final class TermSignal {

    private static final Logger LOG = Logger.getLogger(TermSignal.class);

    private TermSignal() {}

    /** @param first what the first one does, on the signal's own thread */
    static void handle(Runnable first) {
        ClassLoader ofTheApplication = Thread.currentThread().getContextClassLoader(); // the signal's thread has the JVM's
        AtomicReference<SignalHandler> ofTheJvm = new AtomicReference<>();
        try {
            ofTheJvm.set(Signal.handle(new Signal("TERM"), signal -> {
                Signal.handle(signal, ofTheJvm.get());
                Thread.currentThread().setContextClassLoader(ofTheApplication);
                first.run();
            }));
        } catch (IllegalArgumentException e) {
            LOG.warn("SIGTERM ends this worker at once, jobs included: the JVM leaves the signal to the system (-Xrs)");
        }
    }
}
