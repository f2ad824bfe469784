package io.fnorpa.rig;

/** A server did not start, did not answer in time, or did not end. The message holds the end of its log. */
public class ServerFailedException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    ServerFailedException(String message) {
        super(message);
    }

    ServerFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
