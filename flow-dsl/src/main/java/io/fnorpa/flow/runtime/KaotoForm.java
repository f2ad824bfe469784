package io.fnorpa.flow.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Once a step's form was used in Kaoto, it saves {@code browser:fill} as {@code uri: browser} with {@code verb: fill} among the parameters.
 * Camel takes the two for the same, and so does the check: it looks at the short one alone, so that nothing can hide in the other.
 */
final class KaotoForm {

    private static final String URI = "uri";
    private static final String PARAMETERS = "parameters";
    /** The parameter that is the rest of the URI. */
    private static final Map<String, String> REST = Map.of("browser", "verb", "job", "verb", "direct", "name", "log", "loggerName");

    private KaotoForm() {}

    /** The same with all URIs in the short form, at any depth. */
    static YamlNode plain(YamlNode node) {
        List<YamlNode> items = node.items().stream().map(KaotoForm::plain).toList();
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        node.entries().forEach((key, value) -> entries.put(key, plain(value)));
        if (entries.containsKey(URI) && entries.containsKey(PARAMETERS) && entries.get(PARAMETERS).isMap()) {
            shorten(entries);
        }
        return new YamlNode(node.place(), node.kind(), node.text(), entries, items);
    }

    private static void shorten(Map<String, YamlNode> step) {
        YamlNode uri = step.get(URI);
        YamlNode parameters = step.get(PARAMETERS);
        String rest = uri.isScalar() ? REST.get(uri.text()) : null;
        if (rest != null && parameters.get(rest).isScalar()) {
            step.put(URI, new YamlNode(uri.place(), YamlNode.Kind.SCALAR, uri.text() + ":" + parameters.get(rest).text(), Map.of(), List.of()));
            Map<String, YamlNode> others = new LinkedHashMap<>(parameters.entries());
            others.remove(rest);
            parameters = new YamlNode(parameters.place(), parameters.kind(), null, others, List.of());
            step.put(PARAMETERS, parameters);
        }
        if (parameters.entries().isEmpty()) {
            step.remove(PARAMETERS);
        }
    }
}
