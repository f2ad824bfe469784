package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** Another command is under way in the session. */
public final class SessionBusyException extends BrowserException {

    private static final long serialVersionUID = 1L;

    SessionBusyException(Problem problem) {
        super(problem);
    }
}
