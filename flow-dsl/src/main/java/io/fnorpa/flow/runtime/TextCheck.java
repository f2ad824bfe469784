package io.fnorpa.flow.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What no text of a flow may say, whatever it stands at. */
final class TextCheck {

    private static final String RESOURCE = "resource:";
    private static final Pattern REFERENCE = Pattern.compile("#(?:class:|type:|bean:|property:|valueAs\\(|autowired)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??\\s*[A-Za-z0-9_.-]+\\s*}}");
    private static final Pattern PART_OF_A_FUNCTION = Pattern.compile("[${]\\{\\{|}}\\{(?!\\{)");

    private TextCheck() {}

    /** What is wrong with a text, of whatever it is; empty if nothing is. */
    static List<String> faults(String text) {
        return begin(text).startsWith(RESOURCE)
                ? List.of("'" + text.strip() + "' would be read from a file or an address; a flow reads neither: write the text itself, or begin it otherwise")
                : List.of();
    }

    /** What is wrong with the <code>{{...}}</code> in a Kamelet's text; empty if nothing is. */
    static List<String> placeholderFaults(String text) {
        List<String> faults = new ArrayList<>();
        if (PLACEHOLDER.matcher(text).replaceAll("").contains("{{")) {
            faults.add("'" + text.strip() + "': in {{...}} stands a parameter's name alone, such as {{service}}; no ':', no function and no value by default");
        }
        if (PART_OF_A_FUNCTION.matcher(text).find()) {
            faults.add("'" + text.strip() + "': {{...}} next to $ or { could become an expression; write ${...} whole, or a blank between them");
        }
        return faults;
    }

    /** Is it one of the forms, such as {@code #class:java.io.File}, in which Camel makes or looks up an object? */
    static boolean isReference(String text) {
        return REFERENCE.matcher(begin(text)).lookingAt();
    }

    private static String begin(String text) {
        String stripped = text.strip();
        return stripped.startsWith("RAW(") || stripped.startsWith("RAW{") ? stripped.substring("RAW(".length()).stripLeading() : stripped;
    }
}
