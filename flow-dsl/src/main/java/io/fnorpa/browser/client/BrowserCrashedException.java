package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** Firefox or its driver is gone. */
public final class BrowserCrashedException extends BrowserException {

    private static final long serialVersionUID = 1L;

    BrowserCrashedException(Problem problem) {
        super(problem);
    }
}
