package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fnorpa.flow.runtime.FlowTerms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What JSON Schema says of {@code to}: which verbs and Kamelets there are, and what may stand under {@code parameters} of each. Kaoto writes
 * {@code uri: browser} with the verb among the parameters once its form was used: that is the same.
 */
final class ToSchema {

    private static final String DEFINITIONS = "#/definitions/";

    private final List<VerbText> verbs = VerbTexts.all();
    private final Map<String, KameletText> kamelets = new LinkedHashMap<>();
    private final ObjectNode definitions;

    /** @param definitions of the schema, to which those of all verbs and Kamelets are added */
    ToSchema(List<KameletText> all, ObjectNode definitions) {
        all.forEach(kamelet -> kamelets.put(kamelet.uri(), kamelet));
        this.definitions = definitions;
    }

    ObjectNode schema(ObjectNode commonKeys) {
        ObjectNode to = Json.object();
        ArrayNode either = to.putArray("anyOf");
        ObjectNode alone = either.addObject().put("type", "string");
        alone.set("anyOf", uris(false));
        ObjectNode whole = either.addObject().put("type", "object").put("additionalProperties", false);
        whole.putArray("required").add("uri");
        ObjectNode properties = commonKeys.deepCopy();
        properties.putObject("uri").put("type", "string").put("description", "A verb (browser:, job:), a Kamelet, or another route (direct:).").set("anyOf", uris(true));
        properties.putObject("parameters").put("type", "object").put("description", "What the verb or Kamelet takes; press Ctrl+Space.");
        whole.set("properties", properties);
        ArrayNode all = whole.putArray("allOf");
        verbs.forEach(verb -> {
            definitions.set(verb.fullName(), verbOptions(verb));
            all.add(parametersOf(verb.fullName(), !verb.options().isEmpty()));
        });
        kamelets.values().forEach(kamelet -> {
            definitions.set(kamelet.uri(), kameletParameters(kamelet));
            all.add(parametersOf(kamelet.uri(), kamelet.parameters().stream().anyMatch(KameletText.Parameter::required)));
        });
        List.of("browser", "job").forEach(scheme -> all.add(asKaotoWritesIt(scheme)));
        return to;
    }

    /** @param withParts also those that want parameters, and Kaoto's form */
    private ArrayNode uris(boolean withParts) {
        ArrayNode uris = Json.array();
        verbs.stream().filter(verb -> withParts || verb.options().stream().noneMatch(OptionText::required) && verb.rules().isEmpty())
                .forEach(verb -> uris.addObject().put("const", verb.fullName()).put("description", verb.summary()));
        kamelets.values().stream().filter(kamelet -> withParts || kamelet.parameters().stream().noneMatch(KameletText.Parameter::required))
                .forEach(kamelet -> uris.addObject().put("const", kamelet.uri()).put("title", kamelet.title()).put("description", kamelet.description()));
        uris.addObject().put("pattern", "^(direct|log):[^?]+$");
        if (withParts) {
            uris.addObject().put("pattern", "^(" + String.join("|", FlowTerms.components().stream().filter(name -> !name.equals("kamelet")).toList()) + ")$");
        }
        return uris;
    }

    /** Those with rules need parameters too, or the rules would not be looked at. */
    private static ObjectNode parametersOf(String uri, boolean needed) {
        ObjectNode rule = Json.object();
        ObjectNode condition = rule.putObject("if");
        condition.putArray("required").add("uri");
        condition.putObject("properties").putObject("uri").put("const", uri);
        ObjectNode then = rule.putObject("then");
        if (needed) {
            then.putArray("required").add("parameters");
        }
        then.putObject("properties").putObject("parameters").put("$ref", DEFINITIONS + uri);
        return rule;
    }

    private static ObjectNode verbOptions(VerbText verb) {
        ObjectNode options = Json.object().put("type", "object").put("description", verb.summary()).put("additionalProperties", false);
        options.set("required", Json.texts(verb.options().stream().filter(OptionText::required).map(OptionText::name).toList()));
        ObjectNode properties = options.putObject("properties");
        verb.options().forEach(option -> properties.set(option.name(), ValueSchema.option(option)));
        if (!verb.rules().isEmpty()) {
            ArrayNode rules = options.putArray("allOf");
            verb.rules().forEach(rule -> rules.add(rule.schema()));
        }
        return options;
    }

    private static ObjectNode kameletParameters(KameletText kamelet) {
        ObjectNode parameters = Json.object().put("type", "object").put("description", kamelet.description()).put("additionalProperties", false);
        parameters.set("required", Json.texts(kamelet.parameters().stream().filter(KameletText.Parameter::required).map(KameletText.Parameter::name).toList()));
        ObjectNode properties = parameters.putObject("properties");
        kamelet.parameters().forEach(parameter -> {
            ObjectNode schema = properties.putObject(parameter.name()).put("title", parameter.title()).put("description", parameter.description());
            parameter.byDefault().ifPresent(value -> schema.put("default", value));
            parameter.example().ifPresent(example -> schema.putArray("examples").add(example));
            schema.putArray("allOf").addObject().put("$ref", ValueSchema.TEXT);
        });
        return parameters;
    }

    private ObjectNode asKaotoWritesIt(String scheme) {
        List<VerbText> own = verbs.stream().filter(verb -> verb.scheme().equals(scheme)).toList();
        ObjectNode options = Json.object().put("type", "object");
        options.putArray("required").add("verb");
        options.putObject("properties").set("verb", ValueSchema.words(own.stream().map(VerbText::word).toList()));
        ArrayNode all = options.putArray("allOf");
        own.forEach(verb -> {
            ObjectNode rule = all.addObject();
            ObjectNode condition = rule.putObject("if");
            condition.putArray("required").add("verb");
            condition.putObject("properties").putObject("verb").put("const", verb.word());
            rule.set("then", withVerb(verb));
        });
        definitions.set(scheme, options);
        return parametersOf(scheme, true);
    }

    private ObjectNode withVerb(VerbText verb) {
        ObjectNode plain = (ObjectNode) definitions.get(verb.fullName());
        ObjectNode options = Json.object().put("additionalProperties", false);
        options.set("required", plain.get("required"));
        ObjectNode properties = options.putObject("properties");
        properties.putObject("verb");
        verb.options().forEach(option -> properties.putObject(option.name()).put("$ref", DEFINITIONS + verb.fullName() + "/properties/" + option.name()));
        if (plain.has("allOf")) {
            options.set("allOf", plain.get("allOf"));
        }
        return options;
    }
}
