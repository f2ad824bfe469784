package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The page opened a native dialog that no command had announced. */
public final class DialogUnexpectedException extends BrowserException {

    private static final long serialVersionUID = 1L;

    DialogUnexpectedException(Problem problem) {
        super(problem);
    }
}
