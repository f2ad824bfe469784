package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** The element is there but cannot be seen, or something lies over it. */
public final class ElementNotVisibleException extends BrowserException {

    private static final long serialVersionUID = 1L;

    ElementNotVisibleException(Problem problem) {
        super(problem);
    }
}
