package io.fnorpa.browser.client;

/**
 * A browser service gave no answer that could be used. Unlike a {@link BrowserException}, which is its answer, this says
 * nothing of whether the command was done.
 */
public abstract class BrowserServiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    BrowserServiceException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Short and stable: {@code browser-unreachable}. */
    public String code() {
        return code;
    }
}
