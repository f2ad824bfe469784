package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The portal answered with an error status. */
public final class PortalErrorException extends BrowserException {

    private static final long serialVersionUID = 1L;

    PortalErrorException(Problem problem) {
        super(problem);
    }
}
