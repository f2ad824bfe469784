package io.fnorpa.api;

import io.fnorpa.account.PortalAccount;
import java.util.Map;

/**
 * What a person wants done with an account.
 *
 * @param account one that fno.yaml names
 * @param caller  who wants it
 */
public record AccountAction(PortalAccount account, String caller) {

    /** The parameter of {@code reopen-rested-lane.sql}. */
    public Map<String, Object> getRow() {
        return Map.of("provider", account.provider());
    }
}
