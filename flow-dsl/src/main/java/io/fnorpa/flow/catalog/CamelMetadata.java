package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What Camel's own jars tell of their components, steps and languages. */
final class CamelMetadata {

    /** Keys that each step may have. */
    static final List<String> ALWAYS = List.of("id", "description", "note", "disabled");
    private static final String CAMEL = "META-INF/org/apache/camel/";

    private CamelMetadata() {}

    /** A step or a part of one, by its name. */
    static JsonNode model(String name) {
        return Json.resource(CAMEL + "model/" + name + ".json");
    }

    /** A language's own model. */
    static JsonNode language(String name) {
        return Json.resource(CAMEL + "model/language/" + name + ".json");
    }

    /** A component of Camel's. */
    static JsonNode component(String name) {
        return Json.resource(CAMEL + "component/" + name + "/" + name + ".json");
    }
}
