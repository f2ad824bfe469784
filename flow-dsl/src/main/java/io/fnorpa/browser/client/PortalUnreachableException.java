package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The portal could not be reached: no address, no connection, no answer. */
public final class PortalUnreachableException extends BrowserException {

    private static final long serialVersionUID = 1L;

    PortalUnreachableException(Problem problem) {
        super(problem);
    }
}
