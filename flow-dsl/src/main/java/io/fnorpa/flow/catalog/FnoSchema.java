package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The JSON Schema of {@code fno.yaml}, for completion and faults in editors. */
public final class FnoSchema {

    private FnoSchema() {}

    /** The schema as JSON text. */
    public static String text() {
        return Json.text(schema());
    }

    static ObjectNode schema() {
        ObjectNode schema = Json.object().put("$schema", "http://json-schema.org/draft-07/schema#").put("title", "Settings of an FNO")
                .put("$comment", "Made by bin/flow reference; do not edit");
        fill(schema, FnoKeyText.all());
        return schema;
    }

    private static void fill(ObjectNode schema, List<FnoKeyText> keys) {
        schema.put("type", "object").put("additionalProperties", false);
        schema.set("required", Json.texts(keys.stream().filter(key -> key.says().required()).map(FnoKeyText::name).toList()));
        ObjectNode properties = schema.putObject("properties");
        keys.forEach(key -> properties.set(key.name(), value(key)));
    }

    private static ObjectNode value(FnoKeyText key) {
        ObjectNode schema = Json.object().put("description", key.says().value() + (key.says().byDefault().isEmpty() ? "" : " By default: " + key.says().byDefault() + "."));
        switch (key.kind()) {
            case TEXT -> form(schema.put("type", "string").put("minLength", 1), key.says().form());
            case NUMBER -> bounds(schema.put("type", "integer"), key);
            case FLAG -> schema.put("type", "boolean");
            case DURATION -> schema.put("type", "string").put("pattern", "^P(?=.)(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$")
                    .put("patternErrorMessage", "Write a duration such as PT30S, PT10M or PT8H");
            case WORD -> schema.set("enum", Json.texts(key.words()));
            case LIST -> form(schema.put("type", "array").putObject("items").put("type", "string").put("minLength", 1), key.says().form());
            case KEYS -> fill(schema, key.keys());
            case NAMED -> named(schema, key);
        }
        return schema;
    }

    private static void named(ObjectNode schema, FnoKeyText key) {
        form(schema.put("type", "object").putObject("propertyNames"), key.says().names());
        fill(schema.putObject("additionalProperties"), key.keys());
        if (key.says().required()) {
            schema.put("minProperties", 1);
        }
    }

    private static void form(ObjectNode schema, String form) {
        if (!form.isEmpty()) {
            schema.put("pattern", "^(" + form + ")$");
        }
    }

    private static void bounds(ObjectNode schema, FnoKeyText key) {
        if (key.says().least() != Integer.MIN_VALUE) {
            schema.put("minimum", key.says().least());
        }
        if (key.says().most() != Integer.MAX_VALUE) {
            schema.put("maximum", key.says().most());
        }
    }
}
