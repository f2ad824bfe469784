package io.fnorpa.browser.service.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fnorpa.browser.WireJson;

/** Cookies and local storage of the session. */
final class StorageStateVerb implements Verb {

    @Override
    public Yield run(Scope scope) {
        try {
            String state = scope.portal().context().storageState();
            AnswerBounds.mustFit("The storage state", state.length());
            return Yield.of(WireJson.mapper().readTree(state));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Playwright's storage state is not JSON");
        }
    }
}
