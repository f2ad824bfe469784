package io.fnorpa.browser.service.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.browser.CommandResult;
import io.fnorpa.browser.CommandResult.Expectation;
import io.fnorpa.browser.service.ProblemException;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/**
 * How large an answer may be, whatever a portal shows. A text that was asked for comes whole or not at all; what is told
 * besides is cut and ends with {@code …}. Secrets are taken out before: a part of one would not be found any more.
 */
public final class AnswerBounds {

    /** Of a page's source, an element's text, a table, a saved login: characters. */
    static final int LONGEST_TEXT = 5_000_000;
    private static final int LONGEST_ADDRESS = 8192;
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DETAIL = 10_000;
    private static final int LONGEST_CANDIDATE = 200;

    private AnswerBounds() {}

    static CommandResult keep(CommandResult result) {
        if (result.value() instanceof String text) {
            mustFit("The " + (result.type() == io.fnorpa.browser.CommandType.SOURCE ? "page's source" : "text"), text.length());
        }
        Object value = result.value() instanceof Expectation found ? new Expectation(found.met(), cut(found.actual(), LONGEST_DETAIL)) : result.value();
        return new CommandResult(result.id(), result.type(), result.durationMs(), cut(result.url(), LONGEST_ADDRESS), value,
                cut(result.contentType(), LONGEST_NAME), cut(result.fileName(), LONGEST_NAME), result.contentBase64());
    }

    /** Also of a request that was refused unread: what it held may stand in the refusal. */
    public static ProblemException keep(ProblemException problem) {
        return problem.inWords(text -> cut(text, LONGEST_DETAIL), candidate -> cut(candidate, LONGEST_CANDIDATE));
    }

    /** @throws ProblemException that says the bound, if {@code what} has more characters */
    static void mustFit(String what, long characters) {
        if (characters > LONGEST_TEXT) {
            throw ProblemException.invalid(what + " has " + characters + " characters, more than " + LONGEST_TEXT
                    + "; ask for a part of it");
        }
    }

    /** Characters of Base64 of a file that is not in memory. */
    public static long sizeOfFile(CommandResult result) {
        return result.value() instanceof KeptFile file ? (file.size() + 2) / 3 * 4 : 0;
    }

    /** Characters that an answer holds in memory, about. */
    public static long size(CommandResult result) {
        return length(result.url()) + length(result.contentBase64()) + size(result.value());
    }

    private static long size(Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof Collection<?> list) {
            return list.stream().mapToLong(AnswerBounds::size).sum();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().mapToLong(entry -> size(entry.getKey()) + size(entry.getValue())).sum();
        }
        if (value instanceof JsonNode json) {
            return size(json);
        }
        return value instanceof Expectation found ? length(found.actual()) : 0;
    }

    /** Not by the length of its JSON: Jackson would write that, which may be a saved login, through a buffer that it keeps. */
    private static long size(JsonNode json) {
        long size = json.isContainerNode() ? 0 : json.asText().length();
        for (Iterator<String> names = json.fieldNames(); names.hasNext();) {
            size += names.next().length();
        }
        for (JsonNode part : json) {
            size += size(part);
        }
        return size;
    }

    private static long length(String text) {
        return text == null ? 0 : text.length();
    }

    private static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
