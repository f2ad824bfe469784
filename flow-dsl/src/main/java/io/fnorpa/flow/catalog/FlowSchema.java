package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.flow.runtime.FlowTerms;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The JSON Schema of {@code *.camel.yaml} and {@code *.kamelet.yaml}, for completion and faults in editors. What it refuses the check refuses too;
 * the check sees more: whether files fit each other, what expressions say, how long a time is.
 */
public final class FlowSchema {

    private static final String STEPS = "#/definitions/steps";
    private static final String EXPRESSION = "expression";

    private final FlowTexts flows;
    private final ObjectNode definitions = Json.object();

    private FlowSchema(FlowTexts flows) {
        this.flows = flows;
    }

    /** The schema as JSON text, for these Kamelets. */
    public static String text(FlowTexts flows) {
        return Json.text(of(flows));
    }

    static ObjectNode of(FlowTexts flows) {
        return new FlowSchema(flows).schema();
    }

    private ObjectNode schema() {
        ObjectNode schema = Json.object().put("$schema", "http://json-schema.org/draft-07/schema#").put("title", "Flows and Kamelets of the FNO RPA platform")
                .put("$comment", "Made by bin/flow reference; do not edit");
        schema.putObject("if").put("type", "array");
        schema.putObject("then").put("$ref", "#/definitions/routes");
        schema.putObject("else").put("$ref", "#/definitions/kamelet");
        schema.set("definitions", definitions);
        definitions.set("text", ValueSchema.text());
        definitions.set("language", language());
        definitions.set(EXPRESSION, expressionSchema());
        ObjectNode one = keysOf("One step: one word, with what belongs to it under it.").put("minProperties", 1).put("maxProperties", 1);
        FlowTerms.steps().forEach(step -> ((ObjectNode) one.get("properties")).set(step.name(), step(step)));
        definitions.putObject("steps").put("type", "array").set("items", one);
        FlowTerms.parts().forEach(part -> definitions.set("part:" + part.name(), object(part)));
        routes();
        kamelet();
        return schema;
    }

    private static ObjectNode keysOf(String description) {
        ObjectNode node = Json.object().put("type", "object").put("description", description).put("additionalProperties", false);
        node.putObject("properties");
        return node;
    }

    private ObjectNode step(FlowTerms.Step step) {
        if (step.name().equals("to")) {
            ObjectNode common = Json.object();
            step.keys().stream().filter(CamelMetadata.ALWAYS::contains).forEach(key -> common.set(key, key(step, key)));
            return new ToSchema(flows.kamelets(), definitions).schema(common).put("description", description(step.name()));
        }
        ObjectNode whole = object(step);
        if (!step.scalar()) {
            return whole;
        }
        ObjectNode either = Json.object().put("description", description(step.name()));
        either.putArray("anyOf").add(Json.object().put("type", "string")).add(whole);
        return either;
    }

    private ObjectNode object(FlowTerms.Step step) {
        ObjectNode node = keysOf(description(step.name()));
        ObjectNode properties = (ObjectNode) node.get("properties");
        step.keys().forEach(key -> properties.set(key, key(step, key)));
        if (step.expression()) {
            ArrayNode one = node.putArray("oneOf");
            one.addObject().putArray("required").add(EXPRESSION);
            FlowTerms.languages().forEach(language -> one.addObject().putArray("required").add(language));
        }
        return node;
    }

    private ObjectNode key(FlowTerms.Step step, String key) {
        if (step.expression() && key.equals(EXPRESSION) || key.equals("onWhen") || key.equals("handled")) {
            return ref(key.equals(EXPRESSION) ? EXPRESSION : "predicate");
        }
        if (step.expression() && FlowTerms.languages().contains(key)) {
            return ref("language");
        }
        return switch (key) {
            case "steps" -> ref("steps");
            case "when", "doCatch" -> Json.object().put("type", "array").set("items", ref("part:" + key));
            case "otherwise", "doFinally" -> ref("part:" + key);
            case "exception" -> Json.object().put("type", "array").put("description", "What is caught.").set("items",
                    ValueSchema.words(List.copyOf(FlowTerms.exceptions())));
            default -> camelKey(CamelMetadata.model(step.name()).path("properties").path(key), key);
        };
    }

    /** A key that Camel knows, with Camel's words for it. */
    private static ObjectNode camelKey(JsonNode known, String key) {
        ObjectNode schema = Json.object().put("description", key.equals("note") ? "A note for people." : known.path("description").asText());
        switch (known.path("type").asText()) {
            case "boolean" -> schema.set("enum", Json.array().add(true).add(false).add("true").add("false"));
            case "enum" -> schema.set("enum", known.get("enum"));
            default -> schema.set("type", Json.texts(List.of("string", "number", "boolean")));
        }
        return schema;
    }

    private static String description(String step) {
        return CamelMetadata.model(step).at("/model/description").asText();
    }

    private static ObjectNode ref(String definition) {
        return Json.object().put("$ref", "#/definitions/" + definition);
    }

    private ObjectNode language() {
        ObjectNode language = Json.object().put("description", "The expression.");
        ArrayNode either = language.putArray("anyOf");
        either.addObject().set("type", Json.texts(List.of("string", "number", "boolean")));
        ObjectNode whole = keysOf("The expression and how its text is taken.");
        whole.putArray("required").add(EXPRESSION);
        ObjectNode properties = (ObjectNode) whole.get("properties");
        properties.putObject("id").put("type", "string");
        properties.putObject(EXPRESSION).put("description", "Such as ${variable.result[status]} == 'cancelled'").set("type", Json.texts(List.of("string", "number", "boolean")));
        properties.putObject("trim").put("description", "Whether white space at both ends is taken away; true by default.").put("type", "boolean");
        either.add(whole);
        return language;
    }

    private ObjectNode expressionSchema() {
        ObjectNode expression = keysOf("An expression in one of the languages.").put("minProperties", 1).put("maxProperties", 1);
        FlowTerms.languages().forEach(language -> ((ObjectNode) expression.get("properties")).set(language,
                ref("language")));
        ObjectNode predicate = expression.deepCopy();
        ((ObjectNode) predicate.get("properties")).set(EXPRESSION, ref(EXPRESSION));
        definitions.set("predicate", predicate);
        return expression;
    }

    private void routes() {
        ObjectNode item = keysOf("A route or a route configuration.").put("minProperties", 1).put("maxProperties", 1);
        ObjectNode kinds = (ObjectNode) item.get("properties");
        ObjectNode route = withRequired(keysOf("What is done for one job type: <fno>-<job type>, or with -lookup what became of a lost one."),
                List.of("id", "description", "from"));
        FlowTerms.routeKeys().forEach(key -> ((ObjectNode) route.get("properties")).set(key, key.equals("from") ? from("^direct(:.+)?$") : text(key)));
        kinds.set("route", route);
        ObjectNode configuration = withRequired(keysOf("What routes that name it do about exceptions."), List.of("id", "onException"));
        FlowTerms.routeConfigurationKeys().forEach(key -> ((ObjectNode) configuration.get("properties")).set(key, key.equals("onException") ? exceptions() : text(key)));
        kinds.set("routeConfiguration", configuration);
        definitions.putObject("routes").put("type", "array").set("items", item);
    }

    private static ObjectNode withRequired(ObjectNode node, Collection<String> keys) {
        node.set("required", Json.texts(keys));
        return node;
    }

    private static ObjectNode text(String key) {
        return Json.object().put("type", "string").put("description", switch (key) {
            case "id" -> "Its name.";
            case "description" -> "What it does, for people.";
            case "routeConfigurationId" -> "The routeConfiguration of this folder that it takes.";
            default -> "A note for people.";
        });
    }

    private ObjectNode exceptions() {
        ObjectNode item = withRequired(keysOf("What is done about some exceptions."), List.of("onException"));
        ((ObjectNode) item.get("properties")).set("onException", ref("part:onException"));
        return Json.object().put("type", "array").put("minItems", 1).set("items", item);
    }

    private static ObjectNode from(String uri) {
        ObjectNode from = withRequired(keysOf("Where the messages come from."), List.of("uri", "steps"));
        ObjectNode properties = (ObjectNode) from.get("properties");
        List<String> keys = new ArrayList<>(FlowTerms.fromKeys());
        keys.forEach(key -> properties.set(key, key.equals("steps") ? Json.object().put("$ref", STEPS) : Json.object().put("type", "string")));
        ((ObjectNode) properties.get("uri")).put("pattern", uri);
        properties.putObject("parameters").put("type", "object").put("additionalProperties", false).putObject("properties").putObject("name").put("type", "string");
        return from;
    }

    private void kamelet() {
        ObjectNode parameter = withRequired(Json.object().put("type", "object"), List.of("title", "description", "type"));
        ObjectNode words = parameter.putObject("properties");
        words.putObject("title").put("type", "string").put("description", "Its name for people.");
        words.putObject("description").put("type", "string").put("description", "What it is: shape and unit.");
        words.putObject("type").put("description", "How its value looks.").set("enum", Json.texts(List.of("string", "integer", "number", "boolean")));
        words.putObject("example").put("description", "One value that it may have.");
        words.putObject("default").put("description", "What holds if a caller does not give it.");

        ObjectNode definition = withRequired(Json.object().put("type", "object"), List.of("title", "description"));
        ObjectNode about = definition.putObject("properties");
        about.putObject("title").put("type", "string").put("description", "Its name for people, such as Octotel: log in.");
        about.putObject("description").put("type", "string").put("description", "What it does; what it wants in the body; which variables it sets.");
        about.putObject("type").put("const", "object");
        about.putObject("required").put("type", "array").put("description", "Parameters that a caller must give.").putObject("items").put("type", "string");
        about.putObject("properties").put("type", "object").put("description", "Its parameters, by name.").set("additionalProperties", parameter);

        ObjectNode template = withRequired(keysOf("What it does."), List.of("from"));
        ((ObjectNode) template.get("properties")).set("from", from("^kamelet:source$"));
        ObjectNode spec = withRequired(Json.object().put("type", "object"), List.of("definition", "template"));
        spec.putObject("properties").set("definition", definition);
        ((ObjectNode) spec.get("properties")).set("template", template);

        ObjectNode kamelet = withRequired(keysOf("A Kamelet: a word that routes and other Kamelets use."), List.of("kind", "metadata", "spec"));
        ObjectNode parts = (ObjectNode) kamelet.get("properties");
        parts.putObject("apiVersion").put("const", "camel.apache.org/v1");
        parts.putObject("kind").put("const", "Kamelet");
        ObjectNode metadata = withRequired(Json.object().put("type", "object"), List.of("name"));
        metadata.putObject("properties").putObject("name").put("type", "string").put("description", "The file's name, without .kamelet.yaml.");
        parts.set("metadata", metadata);
        parts.set("spec", spec);
        definitions.set("kamelet", kamelet);
    }
}
