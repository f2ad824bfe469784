package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The command reached its time limit in the browser. */
public final class CommandTimeoutException extends BrowserException {

    private static final long serialVersionUID = 1L;

    CommandTimeoutException(Problem problem) {
        super(problem);
    }
}
