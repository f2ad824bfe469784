package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The session reached its idle limit or its deadline. */
public final class SessionExpiredException extends BrowserException {

    private static final long serialVersionUID = 1L;

    SessionExpiredException(Problem problem) {
        super(problem);
    }
}
