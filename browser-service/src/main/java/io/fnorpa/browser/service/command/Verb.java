package io.fnorpa.browser.service.command;

/** Does one type of command in the browser. Playwright's exceptions are left to {@link Failures}. */
interface Verb {

    Yield run(Scope scope);
}
