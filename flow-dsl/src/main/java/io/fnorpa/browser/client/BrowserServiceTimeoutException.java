package io.fnorpa.browser.client;

/** The browser service took the command and gave no answer in time, however often it was sent again. */
public final class BrowserServiceTimeoutException extends BrowserServiceException {

    private static final long serialVersionUID = 1L;

    BrowserServiceTimeoutException(String message, Throwable cause) {
        super("browser-timeout", message, cause);
    }
}
