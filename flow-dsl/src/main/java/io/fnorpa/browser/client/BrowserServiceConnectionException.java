package io.fnorpa.browser.client;

/** The connection to the browser service could not be made or stayed broken, however often the command was sent again. */
public final class BrowserServiceConnectionException extends BrowserServiceException {

    private static final long serialVersionUID = 1L;

    BrowserServiceConnectionException(String message, Throwable cause) {
        super("browser-unreachable", message, cause);
    }
}
