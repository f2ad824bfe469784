package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.flow.component.StepName;
import io.fnorpa.flow.component.TimeLimit;
import java.util.List;

/** What JSON Schema says of single values in flows. */
final class ValueSchema {

    /** Where the definition of a text stands. */
    static final String TEXT = "#/definitions/text";

    private static final String EVALUATED = "\\$\\{|\\{\\{";

    private ValueSchema() {}

    /** A value that becomes part of a URI, where Camel cuts at some characters. */
    static ObjectNode text() {
        return Json.object().put("pattern", "^(RAW\\([\\s\\S]*\\)|RAW\\{[\\s\\S]*\\}|(?![\\s\\S]*\\{\\{)[^&+%]*)$")
                .put("patternErrorMessage", "Camel would cut or change this at &, + or %, and so it may be with what comes in {{...}}: write RAW(...) around the whole of it")
                .set("type", Json.texts(List.of("string", "number", "boolean")));
    }

    static ObjectNode option(OptionText option) {
        ObjectNode schema = Json.object().put("title", option.label()).put("description", option.description());
        option.byDefault().ifPresent(value -> schema.put("default", value));
        if (option.isFlag()) {
            option.byDefault().ifPresent(value -> schema.put("default", Boolean.parseBoolean(value)));
            schema.set("anyOf", Json.array().add(Json.object().put("type", "boolean")).add(words(List.of("true", "false"))).add(evaluated()));
        } else if (!option.choices().isEmpty()) {
            schema.set("anyOf", Json.array().add(words(option.choices())).add(evaluated()));
        } else {
            ArrayNode all = schema.putArray("allOf");
            all.addObject().put("$ref", TEXT);
            form(option, all);
            if (option.required()) {
                all.addObject().put("pattern", "\\S");
            }
        }
        return schema;
    }

    private static void form(OptionText option, ArrayNode all) {
        switch (option.name()) {
            case "timeout" -> form(all, "\\s*" + TimeLimit.FORM + "\\s*", "Write a time such as 30s or 500ms, at most 2m");
            case "count" -> form(all, "\\d{1,9}", "Write a whole number");
            case "step", "code" -> form(all, StepName.FORM, "Write lower-case letters, digits and single hyphens, such as service-status");
            default -> { }
        }
    }

    private static void form(ArrayNode all, String pattern, String message) {
        all.addObject().put("pattern", "^(" + pattern + ")$|" + EVALUATED).put("patternErrorMessage", message);
    }

    static ObjectNode words(List<String> words) {
        return Json.object().set("enum", Json.texts(words));
    }

    private static ObjectNode evaluated() {
        return Json.object().put("type", "string").put("pattern", EVALUATED);
    }
}
