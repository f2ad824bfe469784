package io.fnorpa.flow.runtime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a named routeConfiguration: what routes that name it do about exceptions. One that is handled must end the flow
 * by a verdict, since the steps that come after the one that failed are not done: the job would count as done without them.
 */
final class RouteConfigurationCheck {

    static final String KEY = "routeConfiguration";
    static final String REFERENCE = "routeConfigurationId";

    static final Set<String> KEYS = new LinkedHashSet<>(List.of("id", "description", "onException"));
    private static final Set<String> VERDICTS = new LinkedHashSet<>(List.of("job:fail", "job:retry", "job:review"));
    private static final String EXAMPLE = "- onException: {exception: [...], handled: {constant: {expression: \"true\"}}, steps: [...]}";

    private final FlowCheck check;
    private final String file;

    RouteConfigurationCheck(FlowCheck check, String file) {
        this.check = check;
        this.file = file;
    }

    void check(YamlNode configuration) {
        check.checkKeys(file, KEY, configuration, KEYS);
        if (configuration.textAt("id").isEmpty()) {
            problem(configuration, "the routeConfiguration has no id; routes name it as " + REFERENCE);
        }
        if (configuration.get("onException").items().isEmpty()) {
            problem(configuration, "the routeConfiguration has no onException: a list of " + EXAMPLE);
        }
        configuration.get("onException").items().forEach(item -> {
            if (item.isMap() && item.entries().keySet().equals(Set.of("onException"))) {
                checkOnException(item.get("onException"));
            } else {
                problem(item, "onException is a list of " + EXAMPLE);
            }
        });
    }

    private void checkOnException(YamlNode part) {
        StepCheck steps = StepCheck.ofRoute(check, file, null);
        steps.checkOnException(part);
        if (part.get("exception").items().isEmpty()) {
            problem(part, "onException names no exception; write exception: [io.fnorpa.browser.client.ElementNotFoundException]");
        }
        if (isHandled(part) && !endsWithVerdict(part.get("steps"))) {
            problem(part, "an exception that is handled ends the flow: its last step must be one of " + String.join(", ", VERDICTS)
                    + ", or the job would count as done");
        }
    }

    private boolean isHandled(YamlNode part) {
        if (!part.has("handled")) {
            return false;
        }
        YamlNode constant = part.get("handled").get("constant");
        String value = constant.isScalar() ? constant.text() : constant.textAt("expression").orElse("");
        if (!Set.of("true", "false").contains(value)) {
            problem(part.get("handled"), "handled is a constant: {constant: {expression: \"true\"}} or \"false\"");
        }
        return value.equals("true");
    }

    private static boolean endsWithVerdict(YamlNode steps) {
        return !steps.items().isEmpty() && uri(steps.items().get(steps.items().size() - 1).get("to")).filter(VERDICTS::contains).isPresent();
    }

    private static Optional<String> uri(YamlNode to) {
        return to.isScalar() ? Optional.ofNullable(to.text()) : to.textAt("uri");
    }

    private void problem(YamlNode node, String reason) {
        check.problem(file, node.place(), reason);
    }
}
