package io.fnorpa.browser.service.command;

import com.microsoft.playwright.Locator;

/** The HTML of the page or the frame. */
final class SourceVerb implements Verb {

    @Override
    public Yield run(Scope scope) {
        Object found = scope.document().evaluate("(e, longest) => e.outerHTML.length > longest ? e.outerHTML.length : e.outerHTML",
                AnswerBounds.LONGEST_TEXT, new Locator.EvaluateOptions().setTimeout(scope.leftMs()));
        if (found instanceof Number length) {
            AnswerBounds.mustFit("The page's source", length.longValue());
        }
        return Yield.of(found);
    }
}
