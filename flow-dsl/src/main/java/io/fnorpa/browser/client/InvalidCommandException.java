package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The service does not understand the command. */
public final class InvalidCommandException extends BrowserException {

    private static final long serialVersionUID = 1L;

    InvalidCommandException(Problem problem) {
        super(problem);
    }
}
