package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The service did not accept the session's token. */
public final class UnauthorizedException extends BrowserException {

    private static final long serialVersionUID = 1L;

    UnauthorizedException(Problem problem) {
        super(problem);
    }
}
