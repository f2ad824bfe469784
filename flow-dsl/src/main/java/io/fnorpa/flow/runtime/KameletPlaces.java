package io.fnorpa.flow.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Counts the places where Kamelets are called, those within the Kamelets that are called among them. Camel makes a route for each, so that
 * twenty Kamelets of which each calls the next one twice would be a million routes.
 */
final class KameletPlaces {

    /** Of one FNO; those of this project have fewer than 100. */
    static final int MOST = 1_000;

    private static final String KAMELET = "kamelet:";

    private final Function<String, Optional<YamlNode>> templates;
    private final Map<String, Integer> within = new HashMap<>();

    /** @param templates of the Kamelets, by name */
    KameletPlaces(Function<String, Optional<YamlNode>> templates) {
        this.templates = templates;
    }

    /** How many there are in it; counted to the first that is too many. */
    int in(YamlNode node) {
        long places = node.scalars().stream().map(YamlNode::text).filter(text -> text.startsWith(KAMELET))
                .mapToLong(call -> 1 + within(call.substring(KAMELET.length()))).sum();
        return (int) Math.min(places, MOST + 1);
    }

    private int within(String name) {
        if (!within.containsKey(name)) {
            within.put(name, 0); // one that calls itself is told as such
            within.put(name, templates.apply(name).map(this::in).orElse(0));
        }
        return within.get(name);
    }
}
