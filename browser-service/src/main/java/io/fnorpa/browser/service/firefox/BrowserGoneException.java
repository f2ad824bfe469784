package io.fnorpa.browser.service.firefox;

/** The browser was ended, so that nothing can be asked of it. */
public final class BrowserGoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrowserGoneException() {
        super("The browser was ended");
    }
}
