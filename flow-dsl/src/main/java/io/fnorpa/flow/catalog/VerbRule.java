package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a verb wants of several options together. The verb itself checks it ({@code Verb.conflicts}); a test holds the two against
 * each other for all combinations of options.
 *
 * @param text   a sentence
 * @param schema what JSON Schema says for it about the map of options
 */
public record VerbRule(String text, ObjectNode schema) {

    private static final List<String> ASSERTIONS = List.of("state", "text", "exactText", "value", "count", "url", "title");

    static List<VerbRule> of(String verb) {
        return switch (verb) {
            case "browser:fill", "browser:type" -> List.of(one("Either value or credential.", "value", "credential"));
            case "browser:wait-for" -> List.of(one("One of target, url, response.", "target", "url", "response"),
                    new VerbRule("state and orTarget only with target.", needs(needs(Json.object(), "state", "target"), "orTarget", "target")));
            case "browser:expect" -> List.of(
                    new VerbRule("One of " + String.join(", ", ASSERTIONS) + ", or none, which is that the target is visible.", most(ASSERTIONS)),
                    new VerbRule("A target, unless a url or a title is expected.", any("target", "url", "title")),
                    new VerbRule("With otherwise: fail or retry, code and message.", expectEnds()));
            case "browser:extract" -> List.of(new VerbRule("A target, unless kind is title or url.", unless("kind", List.of("title", "url"), "target")),
                    new VerbRule("attribute with kind: attribute, and only then.", attribute()));
            case "browser:restore-session" -> List.of(new VerbRule("url, accepted and refused together, or none of them.",
                    together("url", "accepted", "refused")));
            default -> List.of();
        };
    }

    private static VerbRule one(String text, String... options) {
        ObjectNode schema = Json.object();
        ArrayNode oneOf = schema.putArray("oneOf");
        for (String option : options) {
            oneOf.add(required(option));
        }
        return new VerbRule(text, schema);
    }

    private static ObjectNode any(String... options) {
        ObjectNode schema = Json.object();
        ArrayNode anyOf = schema.putArray("anyOf");
        for (String option : options) {
            anyOf.add(required(option));
        }
        return schema;
    }

    /** At most one. */
    private static ObjectNode most(List<String> options) {
        ObjectNode schema = any(options.toArray(String[]::new));
        ArrayNode oneOf = schema.putArray("oneOf");
        schema.remove("anyOf");
        options.forEach(option -> oneOf.add(required(option)));
        ObjectNode none = oneOf.addObject();
        ArrayNode given = none.putObject("not").putArray("anyOf");
        options.forEach(option -> given.add(required(option)));
        return schema;
    }

    private static ObjectNode needs(ObjectNode schema, String option, String other) {
        schema.withObject("/dependencies").putArray(option).add(other);
        return schema;
    }

    private static ObjectNode together(String... options) {
        ObjectNode schema = Json.object();
        for (String option : options) {
            for (String other : options) {
                if (!option.equals(other)) {
                    schema.withObject("/dependencies").withArray("/" + option).add(other);
                }
            }
        }
        return schema;
    }

    private static ObjectNode unless(String option, List<String> values, String needed) {
        ObjectNode schema = Json.object();
        schema.set("if", is(option, values));
        schema.set("else", required(needed));
        return schema;
    }

    private static ObjectNode expectEnds() {
        ObjectNode schema = Json.object();
        ObjectNode condition = schema.putObject("if");
        condition.putArray("required").add("otherwise");
        condition.putObject("properties").putObject("otherwise").putObject("not").put("const", "review");
        schema.set("then", required("code", "message"));
        return schema;
    }

    private static ObjectNode attribute() {
        ObjectNode schema = Json.object();
        schema.set("if", is("kind", List.of("attribute")));
        schema.set("then", required("attribute"));
        schema.putObject("else").set("not", required("attribute"));
        return schema;
    }

    private static ObjectNode is(String option, List<String> values) {
        ObjectNode schema = required(option);
        schema.putObject("properties").putObject(option).set("enum", Json.texts(values));
        return schema;
    }

    private static ObjectNode required(String... options) {
        ObjectNode schema = Json.object();
        schema.set("required", Json.texts(List.of(options)));
        return schema;
    }
}
