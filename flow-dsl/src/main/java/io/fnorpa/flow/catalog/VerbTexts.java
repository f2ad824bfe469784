package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.flow.component.Verb;
import io.fnorpa.flow.runtime.FlowTerms;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Joins what the verbs know (which options, which of them are needed) with what the components' metadata tells of each option. */
public final class VerbTexts {

    private static final String METADATA = "META-INF/io/fnorpa/flow/component/%1$s/%1$s.json";

    private VerbTexts() {}

    /** All verbs, {@code browser:} first. */
    public static List<VerbText> all() {
        return FlowTerms.verbs().stream().map(VerbTexts::text).toList();
    }

    /** The metadata that the build makes of a component's classes. */
    static JsonNode metadata(String scheme) {
        return Json.resource(METADATA.formatted(scheme));
    }

    /** The words of a component's verbs. */
    static Set<String> words(String scheme) {
        Set<String> words = new LinkedHashSet<>();
        metadata(scheme).at("/properties/verb/enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    private static VerbText text(Verb verb) {
        String scheme = verb.fullName().substring(0, verb.fullName().indexOf(':'));
        JsonNode properties = metadata(scheme).get("properties");
        Set<String> words = words(scheme);
        String word = verb.fullName().substring(scheme.length() + 1);
        return new VerbText(verb.fullName(), verb.summary(),
                verb.known().stream().map(option -> option(option, properties.get(option), verb, word, words)).toList(), VerbRule.of(verb.fullName()));
    }

    private static OptionText option(String name, JsonNode property, Verb verb, String word, Set<String> words) {
        String text = Clauses.of(property.get("description").asText(), words).of(word);
        if (text == null) {
            throw new IllegalStateException("The description of option '" + name + "' says nothing of " + verb.fullName() + ", which takes it");
        }
        return new OptionText(name, property.get("displayName").asText(), property.get("type").asText().equals("boolean"), verb.required().contains(name),
                Optional.ofNullable(property.get("defaultValue")).map(JsonNode::asText), choices(property), text);
    }

    private static List<String> choices(JsonNode property) {
        return StreamSupport.stream(property.path("enum").spliterator(), false).map(JsonNode::asText).toList();
    }
}
