package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The page is on a host that the FNO's settings do not allow. */
public final class NavigationBlockedException extends BrowserException {

    private static final long serialVersionUID = 1L;

    NavigationBlockedException(Problem problem) {
        super(problem);
    }
}
