package io.fnorpa.login;

/** A saved login does not open. The message goes on after "The saved login … cannot be used: ". */
final class SealBrokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SealBrokenException(String message) {
        super(message);
    }
}
