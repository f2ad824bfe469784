package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The browser service does not know the session. */
public final class SessionNotFoundException extends BrowserException {

    private static final long serialVersionUID = 1L;

    SessionNotFoundException(Problem problem) {
        super(problem);
    }
}
