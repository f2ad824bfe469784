package io.fnorpa.workers;

import java.time.Duration;

/**
 * No worker took an attempt within {@code rpa.worker.patience}, or none of those that its FNO has for itself is there. Nothing was done; the job goes back
 * unspent.
 */
public final class NoWorkerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration pause;

    /** @param pause before the job is due again; zero: at once */
    public NoWorkerException(String message, Duration pause) {
        super(message);
        this.pause = pause;
    }

    public Duration pause() {
        return pause;
    }
}
