package io.fnorpa.flow.runtime;

import io.fnorpa.flow.NearestName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What may be said to Camel's own components. To {@code log:} how it shows a message, as a text that stands there: most other options are
 * objects, which Camel would make.
 */
final class CamelOptions {

    static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");
    static final List<String> YES_OR_NO = List.of("true", "false");
    private static final Pattern NAME = Pattern.compile("[\\w.-]+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
    private static final Set<String> SWITCHES = new TreeSet<>(Set.of("plain", "multiline", "logMask", "showBody", "showBodyType", "showHeaders", "showVariables",
            "showException", "showCaughtException", "showStackTrace", "showExchangeId", "showExchangePattern", "showRouteId", "skipBodyLineSeparator"));
    private static final Map<String, Pattern> TEXTS = Map.of("marker", NAME, "maxChars", NUMBER);
    private static final Set<String> OF_LOG = new TreeSet<>(SWITCHES);
    /** What Camel takes of a call's parameters for itself, so that no Kamelet gets it. */
    private static final Set<String> OF_KAMELET = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        OF_LOG.addAll(TEXTS.keySet());
        OF_LOG.add("level");
        OF_KAMELET.addAll(List.of("templateId", "routeId", "location", "uuid", "block", "timeout", "failIfNoConsumers", "noErrorHandler", "bridgeErrorHandler",
                "lazyStartProducer", "autowiredEnabled", "exceptionHandler", "exchangePattern", "synchronous", "hash", "kameletProperties"));
    }

    private CamelOptions() {}

    /** What is wrong with an option of {@code log:}; empty if nothing is. */
    static Optional<String> logFault(String option, String value) {
        if (!OF_LOG.contains(option)) {
            return Optional.of("log: has no option '" + option + "' for flows" + NearestName.hint(option, OF_LOG));
        }
        if (TEXTS.containsKey(option)) {
            return TEXTS.get(option).matcher(value).matches() ? Optional.empty()
                    : Optional.of("log: '" + value + "' is not a value of option '" + option + "'; write " + (option.equals("marker") ? "a plain name" : "a number"));
        }
        return choiceFault(option, value, option.equals("level") ? LEVELS : YES_OR_NO).map(fault -> "log: " + fault);
    }

    /** What is wrong with the value of an option that has a few. */
    static Optional<String> choiceFault(String option, String value, List<String> choices) {
        return choices.stream().anyMatch(value::equalsIgnoreCase) ? Optional.empty()
                : Optional.of("'" + value + "' is not a value of option '" + option + "'" + NearestName.hint(value, choices));
    }

    /** What is wrong with the name of a Kamelet's parameter. */
    static Optional<String> kameletFault(String parameter) {
        return OF_KAMELET.contains(parameter)
                ? Optional.of("parameter '" + parameter + "' is one that Camel takes for itself, so that the Kamelet would not get it; choose another name")
                : Optional.empty();
    }
}
