package io.fnorpa.tools;

/** The command was understood and cannot be done: flows do not pass the check, or something does not start. The message says what. */
public final class NotRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotRunException(String message) {
        super(message);
    }
}
