package io.fnorpa.flow.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Finds out what steps do, at any depth, from the verbs and Kamelets that they name. */
final class StepEffects {

    private final Set<String> results = new TreeSet<>();
    private final Set<String> outcomes = new TreeSet<>();
    private final Set<String> variables = new TreeSet<>();
    private final Set<String> evidence = new TreeSet<>();
    private final Set<String> uses = new TreeSet<>();

    private StepEffects() {}

    static KameletText.Effects of(JsonNode steps) {
        StepEffects effects = new StepEffects();
        effects.look(steps);
        return new KameletText.Effects(effects.results, effects.outcomes, effects.variables, effects.evidence, effects.uses);
    }

    private void look(JsonNode node) {
        if (node.has("to")) {
            JsonNode to = node.get("to");
            lookAt(to.isTextual() ? to.asText() : to.path("uri").asText(), to.path("parameters"));
        }
        if (node.has("setVariable")) {
            add(variables, node.get("setVariable").path("name"));
        }
        node.forEach(this::look);
    }

    private void lookAt(String uri, JsonNode options) {
        switch (options.has("verb") ? uri + ":" + options.get("verb").asText() : uri) {
            case "job:fail" -> outcome("FAILED", options, null);
            case "job:retry" -> outcome("RETRY", options, null);
            case "job:review" -> outcome("REVIEW", options, null);
            case "browser:expect" -> outcome(verdict(options.path("otherwise").asText("review")), options, "portal-changed");
            case "job:result", "browser:extract" -> add(results, options.path("name"));
            case "browser:screenshot" -> add(evidence, options.path("step"));
            case "browser:download" -> {
                add(results, options.path("name"));
                evidence.add(options.path("step").asText("download"));
            }
            default -> {
                if (uri.startsWith("kamelet:")) {
                    uses.add(uri.substring("kamelet:".length()));
                }
            }
        }
    }

    private static String verdict(String otherwise) {
        return otherwise.equals("fail") ? "FAILED" : otherwise.toUpperCase(Locale.ROOT);
    }

    private void outcome(String verdict, JsonNode options, String byDefault) {
        String code = text(options.path("code"));
        outcomes.add(verdict + " " + (code.isEmpty() ? byDefault : code));
    }

    private static void add(Set<String> texts, JsonNode option) {
        if (!text(option).isEmpty()) {
            texts.add(text(option));
        }
    }

    private static String text(JsonNode option) {
        return option.asText("").replaceFirst("(?s)^RAW\\((.*)\\)$", "$1");
    }
}
