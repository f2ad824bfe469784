package io.fnorpa.browser.service.command;

import io.fnorpa.browser.service.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The selectors of our commands in Playwright's own words. {@code label=}, {@code placeholder=} and {@code testid=} are
 * what getByLabel, getByPlaceholder and getByTestId look for: part of the text, in any case; in double quotes the whole
 * text as it stands. Parts chained with {@code " >> "} are translated one by one.
 */
final class Selectors {

    private static final Set<String> ENGINES = Set.of("css", "text", "role", "xpath", "label", "placeholder", "testid", "id",
            "nth", "visible");
    private static final Pattern ENGINE = Pattern.compile("([a-z][a-z_:-]*)=(.*)", Pattern.DOTALL);

    private Selectors() {}

    static String playwright(String selector) {
        return split(selector, ">>").stream().map(part -> part(part.strip())).collect(Collectors.joining(" >> "));
    }

    /** The selectors of frames in frames, outermost first. */
    static List<String> frames(String frame) {
        return split(frame, ">>>").stream().map(part -> playwright(part.strip())).toList();
    }

    private static String part(String part) {
        if (part.isEmpty()) {
            throw ProblemException.invalid("A selector is empty, or a part of it between '>>'");
        }
        Matcher engine = ENGINE.matcher(part);
        if (!engine.matches()) {
            return part; // CSS, XPath or quoted text, as Playwright takes it
        }
        String body = engine.group(2).strip();
        return switch (engine.group(1)) {
            case "label" -> "internal:label=" + quoted(body);
            case "placeholder" -> "internal:attr=[placeholder=" + quoted(body) + "]";
            case "testid" -> "internal:testid=[data-testid=" + escape(unquote(body)) + "s]";
            default -> known(engine.group(1), part);
        };
    }

    private static String known(String engine, String part) {
        if (!ENGINES.contains(engine)) {
            throw ProblemException.invalid("Unknown kind of selector '" + engine + "='; known are "
                    + ENGINES.stream().sorted().map(name -> name + "=").collect(Collectors.joining(", ")));
        }
        return part;
    }

    private static String quoted(String body) {
        return isQuoted(body) ? escape(unquote(body)) + "s" : escape(body) + "i";
    }

    private static String escape(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String unquote(String body) {
        return isQuoted(body) ? body.substring(1, body.length() - 1).replace("\\\"", "\"") : body;
    }

    private static boolean isQuoted(String body) {
        return body.length() >= 2 && body.startsWith("\"") && body.endsWith("\"");
    }

    /** Splits at a separator outside of quotes. The separator must not be followed by one more {@code >}. */
    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        char quote = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (opensQuote(text, i)) {
                quote = c;
            } else if (text.startsWith(separator, i) && !text.startsWith(separator + ">", i)) {
                parts.add(text.substring(start, i));
                i += separator.length() - 1;
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** A quote opens only if it closes again: the one in {@code text=Don't} is a letter. */
    private static boolean opensQuote(String text, int at) {
        char c = text.charAt(at);
        return (c == '"' || c == '\'') && text.indexOf(c, at + 1) > 0;
    }
}
