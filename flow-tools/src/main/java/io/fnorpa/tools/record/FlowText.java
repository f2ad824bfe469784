package io.fnorpa.tools.record;

import java.util.Set;
import java.util.regex.Pattern;

/** A recorded flow as the text of its files. */
final class FlowText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][^\\n\\t]*");
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");
    private static final String STEP = " ".repeat(8);

    private FlowText() {}

    /** The route {@code <fno>-<type>}. */
    static String route(String fno, String type, String url, RecordedFlow flow) {
        StringBuilder text = new StringBuilder("""
                # Recorded at %2$s. What a recording cannot know: what the portal shows when it says no. Await each page that is asked for
                # together with its refusal (browser:wait-for with orTarget), read what came of it (browser:extract), and move
                # job:point-of-no-return to right before the click that cannot be taken back. docs/flow-author.md goes on from here.
                - route:
                    id: %1$s
                    description: %3$s
                    from:
                      uri: direct:%1$s
                      steps:
                """.formatted(fno + "-" + type, url.replaceFirst("[?#].*", ""), scalar(type + " at " + fno + ", as it was recorded")));
        PointOfNoReturn.in(flow.steps(), type).forEach(step -> text.append(step(step)));
        return text.append(step(Step.of("browser:screenshot").with("step", "recorded-end"))).toString();
    }

    private static String step(Step step) {
        StringBuilder text = new StringBuilder();
        if (step.remark() != null) {
            text.append(STEP).append("# ").append(step.remark()).append(".\n");
        }
        text.append(STEP).append("- to:\n").append(STEP).append("    uri: ").append(step.verb()).append('\n');
        if (!step.options().isEmpty()) {
            text.append(STEP).append("    parameters:\n");
            step.options().forEach((name, value) -> text.append(STEP).append("      ").append(name).append(": ").append(scalar(literal(value))).append('\n'));
        }
        return text.toString();
    }

    /** Camel reads options as a query: what it would change there is wrapped. */
    private static String literal(String value) {
        boolean expression = value.startsWith("${variable.job[parameters][");
        return !expression && value.matches("(?s).*[&+%].*|.*\\{\\{.*") ? "RAW(" + value + ")" : value;
    }

    /** A value as YAML takes it: as it stands where that means the same, else in double quotes. */
    static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !text.contains(": ") && !text.contains(" #") && !text.endsWith(":") && !text.endsWith(" ")
                && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
        boolean expression = text.startsWith("${") && !text.contains(": ") && !text.contains(" #");
        return plain || expression ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t") + "\"";
    }

    /** The entry of {@code job-types} in {@code fno.yaml}. */
    static String jobType(String type, RecordedFlow flow, String indent) {
        StringBuilder text = new StringBuilder(indent + type + ":\n" + indent + "  description: As it was recorded\n");
        if (!flow.parameters().isEmpty()) {
            text.append(indent).append("  parameters:\n");
            flow.parameters().forEach(name -> text.append(indent).append("    ").append(name).append(": { type: string, required: true, description: ")
                    .append(Character.toUpperCase(name.charAt(0))).append(name.substring(1).replace('_', ' ')).append(" }\n"));
        }
        return text.toString();
    }
}
