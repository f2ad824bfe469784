package io.fnorpa.flow.component;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Options that take one of a few values. */
final class OptionChoices {

    private static final Map<String, List<String>> CHOICES = Map.of(
            "state", List.of("visible", "hidden", "attached", "detached", "enabled", "disabled", "checked", "unchecked"),
            "waitUntil", List.of("load", "domcontentloaded", "networkidle", "commit"),
            "kind", List.of("text", "value", "attribute", "count", "table", "title", "url", "aria"),
            "action", List.of("accept", "dismiss"),
            "dialog", List.of("accept", "dismiss"),
            "otherwise", List.of("review", "fail", "retry"),
            "fault", List.of("portal", "login", "none"),
            "fullPage", List.of("true", "false"),
            "optional", List.of("true", "false"));

    private OptionChoices() {}

    static Set<String> of(String option) {
        return new TreeSet<>(CHOICES.getOrDefault(option, List.of()));
    }
}
