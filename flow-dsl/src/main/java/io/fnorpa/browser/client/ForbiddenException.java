package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The token is good, but not for this session. */
public final class ForbiddenException extends BrowserException {

    private static final long serialVersionUID = 1L;

    ForbiddenException(Problem problem) {
        super(problem);
    }
}
