package io.fnorpa.browser.client;

/** The caller's thread was told to end while it waited for the browser service, which has done nothing wrong. */
public final class BrowserCallInterruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrowserCallInterruptedException(String message, Throwable cause) {
        super(message, cause);
    }
}
