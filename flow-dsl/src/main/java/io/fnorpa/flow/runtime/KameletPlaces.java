package io.fnorpa.flow.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Counts the places where Kamelets are called, those within the Kamelets that are called among them, and the texts that are at them. Camel
 * makes a route for each place, so that twenty Kamelets of which each calls the next one twice would be a million routes.
 */
final class KameletPlaces {

    private static final String KAMELET = "kamelet:";
    private static final Size NONE = new Size(0, 0);

    private final Function<String, Optional<YamlNode>> templates;
    private final Map<String, Size> within = new HashMap<>();

    /**
     * What becomes of a piece of YAML, all Kamelets put in. An FNO of this project has fewer than 100 places and 5,000 texts.
     *
     * @param calls of Kamelets
     * @param texts keys' values
     */
    record Size(long calls, long texts) {

        static final int MOST_CALLS = 1_000;
        static final int MOST_TEXTS = 100_000;

        boolean isTooMuch() {
            return calls > MOST_CALLS || texts > MOST_TEXTS;
        }

        /** No further than to what is too much, so that it does not run over. */
        Size plus(Size other) {
            return new Size(Math.min(calls + other.calls, MOST_CALLS + 1), Math.min(texts + other.texts, MOST_TEXTS + 1));
        }
    }

    /** @param templates of the Kamelets, by name */
    KameletPlaces(Function<String, Optional<YamlNode>> templates) {
        this.templates = templates;
    }

    Size in(YamlNode node) {
        return node.scalars().stream().map(YamlNode::text).map(text -> text.startsWith(KAMELET)
                ? within(text.substring(KAMELET.length())).plus(new Size(1, 1)) : new Size(0, 1)).reduce(NONE, Size::plus);
    }

    private Size within(String name) {
        if (!within.containsKey(name)) {
            within.put(name, NONE); // one that calls itself is told as such
            within.put(name, templates.apply(name).map(this::in).orElse(NONE));
        }
        return within.get(name);
    }
}
