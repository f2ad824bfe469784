package io.fnorpa.tools.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An element as flows name it, made of the selector of Playwright's recorder.
 *
 * @param target {@code role=button[name="Save"]}, {@code label=Reason}, {@code css=#total}
 * @param frame  selector of the iframe that it is in; frames in frames with {@code >>>} between; null for none
 * @param sure   whether it says the same as the recorder's; if not, the author has to look
 */
record Locator(String target, String frame, boolean sure) {

    private static final String ENTER_FRAME = "internal:control=enter-frame";
    private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"([is])";
    private static final Pattern ROLE = Pattern.compile("internal:role=([a-z]+)((?:\\[.*])?)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\\[name=" + QUOTED + "]", Pattern.DOTALL);
    private static final Pattern LABEL = Pattern.compile("internal:label=" + QUOTED, Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("internal:text=" + QUOTED, Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("internal:attr=\\[([a-z-]+)=" + QUOTED + "]", Pattern.DOTALL);
    private static final Pattern TEST_ID = Pattern.compile("internal:testid=\\[data-testid=" + QUOTED + "]", Pattern.DOTALL);
    private static final Pattern HAS_TEXT = Pattern.compile("internal:has-text=" + QUOTED, Pattern.DOTALL);

    /**
     * @param field what is known of the element; where the selector cannot be said in the language, its id or name is taken
     */
    static Locator of(String selector, JsonNode field) {
        List<String> frames = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        boolean sure = true;
        for (String part : split(selector)) {
            if (part.equals(ENTER_FRAME)) {
                frames.add(String.join(" >> ", parts));
                parts.clear();
                continue;
            }
            Matcher hasText = HAS_TEXT.matcher(part);
            if (hasText.matches() && !parts.isEmpty() && parts.get(parts.size() - 1).startsWith("css=")) {
                parts.add(parts.remove(parts.size() - 1) + ":has-text(\"" + hasText.group(1) + "\")");
                continue;
            }
            Optional<String> ours = ours(part, field);
            sure &= ours.isPresent();
            parts.add(ours.orElseGet(() -> byField(field)));
        }
        return new Locator(sure ? String.join(" >> ", parts) : byField(field), frames.isEmpty() ? null : String.join(" >>> ", frames), sure);
    }

    private static Optional<String> ours(String part, JsonNode field) {
        Matcher role = ROLE.matcher(part);
        if (role.matches()) {
            return Optional.of("role=" + role.group(1) + role(role.group(2), field));
        }
        Matcher label = LABEL.matcher(part);
        if (label.matches()) {
            return Optional.of("label=" + label(label, field));
        }
        Matcher text = TEXT.matcher(part);
        if (text.matches()) {
            return Optional.of("text=" + (text.group(2).equals("s") ? "\"" + text.group(1) + "\"" : bare(text.group(1))));
        }
        Matcher attribute = ATTRIBUTE.matcher(part);
        if (attribute.matches()) {
            boolean exact = attribute.group(3).equals("s");
            return Optional.of(attribute.group(1).equals("placeholder") ? "placeholder=" + (exact ? "\"" + attribute.group(2) + "\"" : bare(attribute.group(2)))
                    : "css=[" + attribute.group(1) + (exact ? "=" : "*=") + "\"" + attribute.group(2) + "\"" + (exact ? "" : " i") + "]");
        }
        Matcher testId = TEST_ID.matcher(part);
        if (testId.matches()) {
            return Optional.of("testid=" + bare(testId.group(1)));
        }
        if (part.startsWith("internal:")) {
            return Optional.empty(); // such as internal:has=, internal:and=, regular expressions
        }
        return Optional.of(part.matches("(?s)[a-z]+=.*") ? part : "css=" + part);
    }

    /** The recorder may have taken a part of the name, in any case; the whole name reads better, where it is that. */
    private static String role(String attributes, JsonNode field) {
        Matcher name = NAME.matcher(attributes);
        if (!name.find()) {
            return attributes;
        }
        String text = bare(name.group(1));
        boolean isWhole = name.group(2).equals("s") || isTheSame(text, field.path("text").asText()) || isTheSame(text, field.path("label").asText());
        return attributes.substring(0, name.start()) + "[name" + (isWhole ? "=" : "*=") + "\"" + name.group(1) + "\"" + (isWhole ? "" : "i") + "]"
                + attributes.substring(name.end());
    }

    /** A label around a drop-down has all its choices for a text: its own words are enough. */
    private static String label(Matcher label, JsonNode field) {
        String text = bare(label.group(1));
        String own = field.path("label").asText();
        if (!own.isEmpty() && text.length() > own.length() && text.startsWith(own)) {
            return own;
        }
        return label.group(2).equals("s") ? "\"" + label.group(1) + "\"" : text;
    }

    private static boolean isTheSame(String one, String other) {
        return one.equals(other.replaceAll("\\s+", " ").strip());
    }

    private static String byField(JsonNode field) {
        String tag = field.path("tag").asText("*");
        if (!field.path("id").asText().isEmpty()) {
            return "css=[id=\"" + field.path("id").asText() + "\"]";
        }
        return field.path("name").asText().isEmpty() ? "css=" + tag : "css=" + tag + "[name=\"" + field.path("name").asText() + "\"]";
    }

    private static String bare(String escaped) {
        return escaped.replaceAll("\\\\(.)", "$1");
    }

    private static List<String> split(String selector) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < selector.length(); i++) {
            char c = selector.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && selector.startsWith(" >> ", i)) {
                parts.add(selector.substring(start, i).strip());
                start = i + " >> ".length();
            }
        }
        parts.add(selector.substring(start).strip());
        return parts;
    }
}
