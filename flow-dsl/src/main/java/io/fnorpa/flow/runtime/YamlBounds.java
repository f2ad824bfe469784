package io.fnorpa.flow.runtime;

import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Refuses a YAML text that would not end, or not fit, once it is followed from node to node: an alias may stand for what it is a part of, a
 * few of them for millions of nodes, each level costs the reader a part of its stack, and a long expression its time. It reads the text from its beginning to its end,
 * and keeps nothing of it.
 */
final class YamlBounds {

    /** Each step within a step costs four. */
    static final int DEEPEST = 100;
    /** Of a scalar, in characters. What an expression costs to read grows faster than it does. */
    static final int LONGEST = 16_000;

    private final String file;
    private int depth;

    private YamlBounds(String file) {
        this.file = file;
    }

    /** @throws FlowRefusedException it has an anchor or an alias, is nested too deep, or has too long a text; told with its place */
    static void check(LoadSettings settings, String yaml) {
        YamlBounds bounds = new YamlBounds(settings.getLabel());
        new Parse(settings).parseString(yaml).forEach(bounds::check);
    }

    private void check(Event event) {
        if (event instanceof AliasEvent alias) {
            refuse(event, "'*" + alias.getAlias() + "' is an alias, and aliases are no part of the language; write out here what it stands for");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            refuse(event, "'&" + node.getAnchor().get() + "' is an anchor, and aliases are no part of the language; take it out, and write its value out where else it is wanted");
        }
        if (event instanceof ScalarEvent scalar && scalar.getValue().length() > LONGEST) {
            refuse(event, "is a text of " + scalar.getValue().length() + " characters, and " + LONGEST + " are the most; divide it");
        }
        if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
            refuse(event, "is nested deeper than " + DEEPEST + " levels of lists and maps; put inner steps into a Kamelet");
        }
        if (event instanceof CollectionEndEvent) {
            depth--;
        }
    }

    private void refuse(Event event, String reason) {
        throw new FlowRefusedException(List.of(FlowProblem.at(file, event.getStartMark().map(FlowPlace::of).orElse(FlowPlace.NONE), reason)));
    }
}
