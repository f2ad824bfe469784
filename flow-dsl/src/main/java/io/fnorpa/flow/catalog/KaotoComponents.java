package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Kaoto's components. Kaoto has one form for {@code browser}, whatever its verb. So that each verb's options are found in it, an option of one
 * verb alone stands in a section named after that verb, and the title of one that several take names them: who writes a verb into the form's
 * filter sees that verb's options. Besides, each verb is an entry of the palette, with a page of its own options, that saves the same.
 */
final class KaotoComponents {

    /** Options that more verbs than this take are for all, as far as their title goes. */
    private static final int FEW = 6;
    private static final List<String> CAMELS = List.of("direct", "log");
    /** What a producer of Camel's may be told in a flow. */
    private static final Map<String, Set<String>> CAMELS_OPTIONS = Map.of("direct", Set.of("name"), "log", Set.of("loggerName", "level", "marker"));

    private final List<VerbText> verbs = VerbTexts.all();

    private KaotoComponents() {}

    static ObjectNode all() {
        return new KaotoComponents().components();
    }

    private ObjectNode components() {
        ObjectNode components = Json.object();
        for (String scheme : List.of("browser", "job")) {
            components.set(scheme, component(scheme));
            verbs.stream().filter(verb -> verb.scheme().equals(scheme)).forEach(verb -> components.set(verb.fullName(), verb(verb)));
        }
        CAMELS.forEach(name -> components.set(name, camels(name)));
        return components;
    }

    private ObjectNode component(String scheme) {
        ObjectNode entry = Json.object();
        ObjectNode about = VerbTexts.metadata(scheme).get("component").deepCopy();
        entry.set("component", about.put("description", about.get("description").asText() + " Take one of the verbs, such as " + scheme + ":"
                + VerbTexts.words(scheme).iterator().next() + "; this entry is for their form."));
        entry.putObject("componentProperties");
        ObjectNode properties = entry.putObject("properties");
        ObjectNode form = Json.object().put("type", "object");
        form.putArray("required").add("verb");
        ObjectNode fields = form.putObject("properties");
        ObjectNode verb = VerbTexts.metadata(scheme).at("/properties/verb").deepCopy();
        properties.set("verb", verb);
        fields.set("verb", KaotoForms.field("Verb", "What to do.", "string", "common").set("enum", verb.get("enum")));
        options(scheme).forEach((option, taking) -> {
            JsonNode known = VerbTexts.metadata(scheme).at("/properties/" + option);
            properties.set(option, known);
            fields.set(option, field(option, known, taking));
        });
        entry.set("propertiesSchema", form);
        return entry;
    }

    /** Of each option the verbs that take it: the general ones first, then those of several, then verb by verb. */
    private Map<String, List<VerbText>> options(String scheme) {
        Map<String, List<VerbText>> taking = new LinkedHashMap<>();
        verbs.stream().filter(verb -> verb.scheme().equals(scheme)).forEach(verb ->
                verb.options().forEach(option -> taking.computeIfAbsent(option.name(), any -> new ArrayList<>()).add(verb)));
        Map<String, List<VerbText>> sorted = new LinkedHashMap<>();
        Stream.of(FEW + 1, 2, 1).forEach(least -> taking.forEach((option, by) -> {
            if (by.size() >= least) {
                sorted.putIfAbsent(option, by);
            }
        }));
        return sorted;
    }

    private static ObjectNode field(String option, JsonNode known, List<VerbText> taking) {
        List<String> words = taking.stream().map(VerbText::word).toList();
        String title = known.get("displayName").asText() + (words.size() > FEW ? "" : " (" + String.join(", ", words) + ")");
        ObjectNode field = KaotoForms.field(title, known.get("description").asText(), known.get("type").asText(), words.size() == 1 ? words.get(0) : "common");
        OptionText text = taking.get(0).options().stream().filter(any -> any.name().equals(option)).findFirst().orElseThrow();
        return filled(field, text);
    }

    private static ObjectNode filled(ObjectNode field, OptionText option) {
        option.byDefault().ifPresent(value -> {
            if (option.isFlag()) {
                field.put("default", Boolean.parseBoolean(value));
            } else {
                field.put("default", value);
            }
        });
        if (!option.choices().isEmpty()) {
            field.set("enum", Json.texts(option.choices()));
        }
        return field;
    }

    /** An entry of the palette: what is inserted is {@code uri: browser:fill}, whose form is the component's. */
    private static ObjectNode verb(VerbText verb) {
        ObjectNode entry = Json.object();
        ObjectNode about = VerbTexts.metadata(verb.scheme()).get("component").deepCopy();
        entry.set("component", about.put("name", verb.fullName()).put("title", verb.fullName()).put("description", verb.summary())
                .put("label", verb.scheme() + ",verb"));
        entry.putObject("componentProperties");
        ObjectNode properties = entry.putObject("properties");
        ObjectNode form = Json.object().put("type", "object");
        form.set("required", Json.texts(new LinkedHashSet<>(verb.options().stream().filter(OptionText::required).map(OptionText::name).toList())));
        ObjectNode fields = form.putObject("properties");
        verb.options().forEach(option -> {
            ObjectNode known = VerbTexts.metadata(verb.scheme()).at("/properties/" + option.name()).deepCopy();
            properties.set(option.name(), known.put("description", option.description()).put("required", option.required()));
            fields.set(option.name(), filled(KaotoForms.field(option.label(), option.description(), option.isFlag() ? "boolean" : "string", "common"), option));
        });
        entry.set("propertiesSchema", form);
        return entry;
    }

    private static ObjectNode camels(String name) {
        JsonNode camel = CamelMetadata.component(name);
        ObjectNode entry = Json.object();
        entry.set("component", camel.get("component"));
        entry.putObject("componentProperties");
        ObjectNode properties = entry.putObject("properties");
        ObjectNode form = Json.object().put("type", "object");
        ObjectNode fields = form.putObject("properties");
        form.putArray("required");
        CAMELS_OPTIONS.get(name).stream().sorted().forEach(option -> {
            JsonNode known = camel.at("/properties/" + option);
            properties.set(option, known);
            ObjectNode field = KaotoForms.field(known.get("displayName").asText(), known.get("description").asText(), "string", "common");
            if (known.has("enum")) {
                field.set("enum", known.get("enum"));
            }
            fields.set(option, field);
            if (known.get("required").asBoolean()) {
                form.withArray("/required").add(option);
            }
        });
        entry.set("propertiesSchema", form);
        return entry;
    }
}
