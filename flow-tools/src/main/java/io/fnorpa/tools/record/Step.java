package io.fnorpa.tools.record;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A step of the flow that is written.
 *
 * @param verb    such as {@code browser:click}
 * @param options in the order in which they are written
 * @param remark  what the author has to know; null for nothing
 */
record Step(String verb, Map<String, String> options, String remark) {

    static Step of(String verb) {
        return new Step(verb, Map.of(), null);
    }

    /** With one option more; null for none. */
    Step with(String option, String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(options);
        more.put(option, value);
        return new Step(verb, more, remark);
    }

    Step at(Locator locator) {
        Step step = with("target", locator.target()).with("frame", locator.frame());
        return locator.sure() ? step : step.remark("The recorder named this element in a way that flows do not have: see that it is the right one");
    }

    Step remark(String text) {
        return text == null ? this : new Step(verb, options, remark == null ? text : remark + ". " + text);
    }

    String target() {
        return options.get("target");
    }
}
