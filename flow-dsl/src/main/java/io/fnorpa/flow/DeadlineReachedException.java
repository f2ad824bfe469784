package io.fnorpa.flow;

/** The attempt's time is over, whatever its flow was doing. */
public final class DeadlineReachedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeadlineReachedException(String message) {
        super(message);
    }

    /** @param cause what failed because no time was left for it */
    public DeadlineReachedException(String message, Throwable cause) {
        super(message, cause);
    }
}
