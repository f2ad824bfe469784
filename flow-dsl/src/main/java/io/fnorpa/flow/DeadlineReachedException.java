package io.fnorpa.flow;

/** The attempt's time is over, whatever its flow was doing. */
public final class DeadlineReachedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeadlineReachedException(String message) {
        super(message);
    }
}
