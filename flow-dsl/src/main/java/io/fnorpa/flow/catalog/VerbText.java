package io.fnorpa.flow.catalog;

import java.util.List;

/**
 * A verb, as it is documented.
 *
 * @param fullName {@code browser:wait-for}
 * @param summary  what it does
 * @param options  in the order in which they are spoken of
 * @param rules    which of them go together
 */
public record VerbText(String fullName, String summary, List<OptionText> options, List<VerbRule> rules) {

    /** {@code browser} */
    public String scheme() {
        return fullName.substring(0, fullName.indexOf(':'));
    }

    /** {@code wait-for} */
    public String word() {
        return fullName.substring(fullName.indexOf(':') + 1);
    }
}
