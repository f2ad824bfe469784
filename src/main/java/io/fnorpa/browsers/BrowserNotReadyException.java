package io.fnorpa.browsers;

/** No browser could be had in time, or the one that was had is not ready. */
public class BrowserNotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrowserNotReadyException(String message) {
        super(message);
    }
}
