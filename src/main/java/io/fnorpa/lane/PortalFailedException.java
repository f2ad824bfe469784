package io.fnorpa.lane;

/** The portal itself failed: what the lane's circuit breaker counts. The attempt's outcome says it in full. */
public final class PortalFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PortalFailedException(String message) {
        super(message);
    }
}
