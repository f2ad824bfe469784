package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The service holds as many sessions as it may. */
public final class CapacityException extends BrowserException {

    private static final long serialVersionUID = 1L;

    CapacityException(Problem problem) {
        super(problem);
    }
}
