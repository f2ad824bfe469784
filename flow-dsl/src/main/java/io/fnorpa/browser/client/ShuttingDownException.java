package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The service is ending. */
public final class ShuttingDownException extends BrowserException {

    private static final long serialVersionUID = 1L;

    ShuttingDownException(Problem problem) {
        super(problem);
    }
}
