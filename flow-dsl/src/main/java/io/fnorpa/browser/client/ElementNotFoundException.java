package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;

/** No element matched the target within the limit; the problem names the closest that are there. */
public final class ElementNotFoundException extends BrowserException {

    private static final long serialVersionUID = 1L;

    ElementNotFoundException(Problem problem) {
        super(problem);
    }
}
