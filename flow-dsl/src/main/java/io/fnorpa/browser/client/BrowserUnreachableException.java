package io.fnorpa.browser.client;

/** The connection to the browser service stayed broken, however often the command was sent again. */
public final class BrowserUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrowserUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
