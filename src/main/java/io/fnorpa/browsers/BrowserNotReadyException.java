package io.fnorpa.browsers;

/** No browser could be had in time. */
public final class BrowserNotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrowserNotReadyException(String message) {
        super(message);
    }
}
