package io.fnorpa.flow.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Kamelet's file, read for the check.
 *
 * @param file relative to the folder of all flows
 * @param root of the YAML
 */
record KameletFile(String file, YamlNode root) {

    /** It gives nothing back that it has read: a long text without an end would take it minutes. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??\\s*+([^}:\\s]++)[^}]*+}}");

    String name() {
        return FlowFolder.kameletName(file);
    }

    YamlNode definition() {
        return root.get("spec").get("definition");
    }

    YamlNode template() {
        return root.get("spec").get("template");
    }

    /** The declared parameters, by name. */
    Map<String, YamlNode> parameters() {
        return definition().get("properties").entries();
    }

    /** Parameters that a caller must give: required, and without a default. */
    Set<String> required() {
        return definition().get("required").items().stream().map(YamlNode::text)
                .filter(name -> name != null && !parameters().getOrDefault(name, definition()).has("default"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names in <code>{{...}}</code>, each with the place of its first use. */
    Map<String, FlowPlace> used() {
        Map<String, FlowPlace> used = new LinkedHashMap<>();
        for (YamlNode scalar : template().scalars()) {
            placeholders(scalar.text()).forEach(name -> used.putIfAbsent(name, scalar.place()));
        }
        return used;
    }

    static List<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(match -> match.group(1)).toList();
    }

    Optional<String> title() {
        return definition().textAt("title");
    }
}
