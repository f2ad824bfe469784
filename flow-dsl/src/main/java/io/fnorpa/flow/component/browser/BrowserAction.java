package io.fnorpa.flow.component.browser;

/** What a verb does when a message comes to it. */
@FunctionalInterface
interface BrowserAction {

    void perform(BrowserCall call);
}
