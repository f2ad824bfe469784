package io.fnorpa.flow;

/** A part of the platform failed while it was asked for something: evidence store, database, code store. */
public final class PlatformFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PlatformFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
