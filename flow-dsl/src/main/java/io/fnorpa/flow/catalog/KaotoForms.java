package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.flow.runtime.FlowTerms;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The forms that Kaoto shows of steps and routes: JSON Schema with hints ({@code $comment: group:...}, {@code format: expression}). */
final class KaotoForms {

    private static final String EXPRESSION = "expression";
    private static final String DEFINITION = "org.apache.camel.model.language.ExpressionDefinition";
    private static final String TYPE = "type";

    private KaotoForms() {}

    /** A field. */
    static ObjectNode field(String title, String description, String type, String group) {
        return Json.object().put(TYPE, type).put("title", title).put("description", description).put("$comment", "group:" + group);
    }

    static ObjectNode form(String title, String description) {
        ObjectNode form = Json.object().put("$schema", "http://json-schema.org/draft-07/schema#").put(TYPE, "object").put("title", title)
                .put("description", description).put("additionalProperties", false);
        form.putObject("properties");
        return form;
    }

    /** A step's entry: Camel's model, cut to what flows may say, and its form. */
    static ObjectNode step(FlowTerms.Step step) {
        return entry(step.name(), step.keys(), step.expression());
    }

    /** The entry of what is not a step: {@code route}, {@code from} and the like. */
    static ObjectNode entity(String name, Collection<String> keys) {
        return entry(name, keys, false);
    }

    private static ObjectNode entry(String name, Collection<String> keys, boolean expression) {
        JsonNode camel = CamelMetadata.model(name);
        ObjectNode entry = Json.object();
        entry.set("model", camel.get("model").deepCopy());
        ObjectNode properties = entry.putObject("properties");
        camel.get("properties").properties().forEach(property -> {
            if (keys.contains(property.getKey()) || property.getKey().equals("outputs")) {
                properties.set(property.getKey(), restricted(property.getValue()));
            }
        });
        ObjectNode form = form(camel.at("/model/title").asText(), camel.at("/model/description").asText());
        ObjectNode fields = (ObjectNode) form.get("properties");
        ArrayNode required = form.putArray("required");
        properties.properties().forEach(property -> field(property.getKey(), property.getValue(), fields, required));
        if (keys.contains("parameters")) {
            fields.putObject("parameters").put(TYPE, "object");
        }
        if (expression) {
            expression(form, fields, properties.path(EXPRESSION).path("description").asText());
            required.removeAll();
        }
        if (keys.contains("onWhen")) {
            fields.set("onWhen", onWhen());
            definitions(form);
        }
        entry.set("propertiesSchema", form);
        return entry;
    }

    /** Languages and steps that Camel has and flows have not are taken out of what may stand there. */
    private static JsonNode restricted(JsonNode property) {
        ObjectNode copy = property.deepCopy();
        if (property.has("oneOf")) {
            List<String> known = Stream.concat(FlowTerms.languages().stream(),
                    Stream.concat(FlowTerms.steps().stream(), FlowTerms.parts().stream()).map(FlowTerms.Step::name)).toList();
            ArrayNode kept = copy.putArray("oneOf");
            property.get("oneOf").forEach(name -> {
                if (known.contains(name.asText())) {
                    kept.add(name);
                }
            });
        }
        return copy;
    }

    private static void field(String name, JsonNode property, ObjectNode fields, ArrayNode required) {
        String type = switch (property.get(TYPE).asText()) {
            case "boolean" -> "boolean";
            case "integer" -> "number";
            case "array" -> name.equals("exception") ? "array" : null;
            case "object" -> null;
            default -> "string";
        };
        if (type == null) {
            return;
        }
        ObjectNode field = field(property.get("displayName").asText(), property.get("description").asText(), type,
                property.path("label").asText().equals("advanced") ? "advanced" : "common");
        if (property.has("defaultValue")) {
            field.set("default", property.get("defaultValue"));
        }
        if (property.has("enum")) {
            field.set("enum", property.get("enum"));
        }
        if (type.equals("array")) {
            field.putObject("items").put(TYPE, "string").set("enum", Json.texts(FlowTerms.exceptions()));
        }
        fields.set(name, field);
        if (property.get("required").asBoolean()) {
            required.add(name);
        }
    }

    private static void expression(ObjectNode form, ObjectNode fields, String description) {
        fields.putObject(EXPRESSION);
        FlowTerms.languages().forEach(fields::putObject);
        form.putArray("anyOf").add(dialects(description));
        definitions(form);
    }

    /** An expression stands below {@code expression:}, or beside the other keys. */
    private static ObjectNode dialects(String description) {
        ObjectNode dialects = Json.object().put("format", EXPRESSION);
        ArrayNode oneOf = dialects.putArray("oneOf");
        oneOf.addObject().put("$ref", "#/definitions/" + DEFINITION);
        ArrayNode given = oneOf.addObject().putObject("not").putArray("anyOf");
        given.addObject().putArray("required").add(EXPRESSION);
        FlowTerms.languages().forEach(language -> given.addObject().putArray("required").add(language));
        ObjectNode below = oneOf.addObject().put(TYPE, "object");
        below.putArray("required").add(EXPRESSION);
        below.putObject("properties").putObject(EXPRESSION).put("title", "Expression").put("description", description).put("$ref", "#/definitions/" + DEFINITION);
        return dialects;
    }

    private static ObjectNode onWhen() {
        ObjectNode onWhen = Json.object().put("title", "On When").put("description", "Only if this is so too.").put(TYPE, "object");
        ObjectNode fields = onWhen.putObject("properties");
        fields.putObject(EXPRESSION);
        FlowTerms.languages().forEach(fields::putObject);
        onWhen.putArray("anyOf").add(dialects("Only if this is so too."));
        return onWhen;
    }

    private static void definitions(ObjectNode form) {
        ObjectNode definitions = form.withObject("/definitions");
        ObjectNode any = definitions.putObject(DEFINITION).put(TYPE, "object");
        ArrayNode oneOf = any.putArray("anyOf").addObject().putArray("oneOf");
        ObjectNode words = any.putObject("properties");
        FlowTerms.languages().forEach(language -> {
            String definition = "language." + language;
            definitions.set(definition, languageForm(language));
            ObjectNode one = oneOf.addObject().put(TYPE, "object");
            one.putArray("required").add(language);
            one.putObject("properties").putObject(language).put("$ref", "#/definitions/" + definition);
            words.putObject(language);
        });
    }

    /** The form of a language: its expression, and whether white space is taken away. No class of a result. */
    static ObjectNode languageForm(String language) {
        JsonNode camel = CamelMetadata.language(language);
        ObjectNode form = form(camel.at("/model/title").asText(), camel.at("/model/description").asText());
        form.putArray("required").add(EXPRESSION);
        ObjectNode fields = (ObjectNode) form.get("properties");
        fields.set(EXPRESSION, field("Expression", camel.at("/properties/expression/description").asText(), "string", "common"));
        fields.set("trim", field("Trim", camel.at("/properties/trim/description").asText(), "boolean", "advanced").put("default", true));
        return form;
    }
}
