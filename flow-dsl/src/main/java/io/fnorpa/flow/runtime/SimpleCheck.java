package io.fnorpa.flow.runtime;

import io.fnorpa.flow.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the expressions in a text. Flows may read the message, variables, headers and dates, and put texts together;
 * whatever reaches beyond that (beans, classes, the system's properties and environment, method calls) is refused.
 */
final class SimpleCheck {

    static final Set<String> FUNCTIONS = new TreeSet<>(Set.of("body", "header", "headers", "variable", "variables",
            "exchangeProperty", "exception", "date", "date-with-timezone", "uuid", "random", "null", "empty", "iif", "join",
            "replace", "substring", "split", "trim", "uppercase", "lowercase", "length", "size", "concat", "capitalize", "pad",
            "contains", "abs", "floor", "ceil", "collate", "skip", "distinct", "reverse", "not", "isEmpty", "isAlpha",
            "isNumeric", "isAlphaNumeric", "quote", "unquote", "safeQuote", "normalizeWhitespace", "val", "hash", "list", "map"));
    /** Functions whose value may be gone into, by keys alone. */
    static final Set<String> VALUES = Set.of("body", "header", "headers", "variable", "variables", "exchangeProperty");
    private static final Set<String> EXCEPTION_FORMS = Set.of("exception.message");

    private static final Pattern FUNCTION = Pattern.compile("\\$\\{([A-Za-z][A-Za-z0-9-]*)([^}]*)");
    private static final Pattern REGEX = Pattern.compile("\\s!?regex\\s");
    private static final Pattern OPENING = Pattern.compile("\\$\\{");

    private SimpleCheck() {}

    /** What is wrong with a condition, besides {@link #faults}; empty if nothing is. */
    static Optional<String> conditionFault(String text) {
        return REGEX.matcher(text).find()
                ? Optional.of("regex is not for flows, since one can take for ever; write contains, startsWith, endsWith, in or ==") : Optional.empty();
    }

    /** What is wrong with the expressions in a text; empty if nothing is. */
    static List<String> faults(String text) {
        List<String> faults = new ArrayList<>();
        if (text.contains("$simple{")) {
            faults.add("write ${...} for $simple{...}");
        }
        Matcher function = FUNCTION.matcher(text);
        int found = 0;
        while (function.find()) {
            found++;
            fault(function.group(1), function.group(2), faults);
        }
        if (OPENING.matcher(text).results().count() != found) {
            faults.add("'" + text + "': after ${ comes a function's name, such as ${variable.job[parameters][service_id]}");
        }
        return faults;
    }

    private static void fault(String name, String rest, List<String> faults) {
        if (!FUNCTIONS.contains(name)) {
            faults.add("${" + name + "...} is not for flows" + NearestName.to(name, FUNCTIONS)
                    .map(near -> "; did you mean ${" + near + "...}?").orElse("; a flow reads body, header, variable, exchangeProperty and date"));
        } else if (VALUES.contains(name) && rest.indexOf('(') >= 0 || VALUES.contains(name) && rest.startsWith("As")) {
            faults.add("${" + name + rest + "} calls a method; a flow reads values by key alone, such as ${variable.job[parameters][service_id]}");
        } else if (name.equals("variable") && rest.indexOf(':') >= 0) {
            faults.add("${variable" + rest + "}: a variable is its job's own, and has no ':' in its name");
        } else if (name.equals("exception") && !EXCEPTION_FORMS.contains(name + rest)) {
            faults.add("${exception" + rest + "} is not for flows; write ${exception.message}");
        }
    }
}
