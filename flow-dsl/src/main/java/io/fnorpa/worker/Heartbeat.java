package io.fnorpa.worker;

import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.ticket.WorkOrder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews an attempt until its thread is interrupted. It says stop when the orchestrator says that the attempt is over, and
 * when no renewal went through for the order's silence less one heartbeat: the orchestrator renewed its own lease at most one
 * heartbeat before it last answered, so that the flow has stopped when another instance may take the job over.
 */
final class Heartbeat implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final WorkOrder order;
    private final OrchestratorLine line;
    private final Consumer<String> stop;
    private final Duration patience;

    Heartbeat(WorkOrder order, OrchestratorLine line, Consumer<String> stop) {
        this.order = order;
        this.line = line;
        this.stop = stop;
        this.patience = order.silence().minus(order.heartbeat());
    }

    @Override
    public void run() {
        long renewed = System.nanoTime();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long sent = System.nanoTime();
                boolean went = renew();
                renewed = went ? sent : renewed;
                Duration silence = Duration.ofNanos(System.nanoTime() - renewed);
                if (silence.compareTo(patience) >= 0) {
                    stop.accept("the orchestrator at " + order.ticket().orchestrator() + " has taken no renewal for " + silence.toSeconds() + " s");
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(pause(went, patience.minus(silence)).toMillis());
            }
        } catch (AttemptFencedException e) {
            stop.accept(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean renew() throws InterruptedException {
        try {
            line.renew(order.heartbeat());
            return true;
        } catch (IOException e) {
            LOG.debug("{} was not renewed: {}", order.attempt(), e.toString());
            return false;
        }
    }

    private Duration pause(boolean went, Duration left) {
        Duration pause = went || order.heartbeat().compareTo(AGAIN) < 0 ? order.heartbeat() : AGAIN;
        return pause.compareTo(left) < 0 ? pause : left;
    }
}
