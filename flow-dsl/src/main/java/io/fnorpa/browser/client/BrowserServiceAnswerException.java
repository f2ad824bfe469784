package io.fnorpa.browser.client;

/** What came as the browser service's answer cannot be understood: another release, or another program at its address. */
public final class BrowserServiceAnswerException extends BrowserServiceException {

    private static final long serialVersionUID = 1L;

    BrowserServiceAnswerException(String message) {
        super("browser-answer", message, null);
    }
}
