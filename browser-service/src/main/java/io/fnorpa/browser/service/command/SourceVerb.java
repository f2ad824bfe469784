package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Locator;
import io.fnorpa.browser.service.ProblemException;

/** The HTML of the page or the frame. */
final class SourceVerb implements Verb {

    private static final int LONGEST = 5_000_000;

    @Override
    public Yield run(Scope scope) {
        String html = (String) scope.document().evaluate("e => e.outerHTML", null,
                new Locator.EvaluateOptions().setTimeout(scope.leftMs()));
        if (html.length() > LONGEST) {
            throw ProblemException.invalid("The page's source has " + html.length() + " characters, more than " + LONGEST);
        }
        return Yield.of(html);
    }
}
