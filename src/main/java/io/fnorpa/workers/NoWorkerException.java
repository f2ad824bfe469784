package io.fnorpa.workers;

/** No worker took an attempt within {@code rpa.worker.patience}. Nothing was done; the job goes back unspent. */
public final class NoWorkerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoWorkerException(String message) {
        super(message);
    }
}
