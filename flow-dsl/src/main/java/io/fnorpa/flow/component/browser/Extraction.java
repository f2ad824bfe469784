package io.fnorpa.flow.component.browser;

import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.browser.client.CommandTimeoutException;
import io.fnorpa.browser.client.ElementNotFoundException;
import io.fnorpa.browser.client.ElementNotVisibleException;
import java.time.Duration;

/** Reads from the page into the body and, with a name, into a result field. */
final class Extraction {

    /** How long an optional element is waited for if the flow says nothing. */
    private static final Duration OPTIONAL_LIMIT = Duration.ofSeconds(2);

    private Extraction() {}

    static void extract(BrowserCall call) {
        Object value = read(call);
        call.body(value);
        if (call.has("name")) {
            call.attempt().results().put(call.text("name"), value);
        }
    }

    private static Object read(BrowserCall call) {
        CommandDraft draft = call.draft(CommandType.EXTRACT).kind(call.text("kind")).attribute(call.text("attribute"));
        if (!call.flag("optional")) {
            return call.send(draft).value();
        }
        try {
            return call.send(call.has("timeout") ? draft : draft.timeout(OPTIONAL_LIMIT)).value();
        } catch (ElementNotFoundException | ElementNotVisibleException | CommandTimeoutException e) {
            return null;
        }
    }
}
