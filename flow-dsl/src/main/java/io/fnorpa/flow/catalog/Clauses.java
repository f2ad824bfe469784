package io.fnorpa.flow.catalog;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An option's description in the components' metadata, taken apart: {@code fill, type: the text. select: the option's value.} Each
 * clause begins with the verbs that it is about, or with {@code all but} and those that it is not about.
 */
final class Clauses {

    private static final String ALL_BUT = "all but ";

    private final Map<String, String> byVerb = new LinkedHashMap<>();

    private Clauses() {}

    /**
     * @param description of an option
     * @param verbs       of its component
     * @throws IllegalArgumentException it does not begin with verbs, or says two things of one
     */
    static Clauses of(String description, Set<String> verbs) {
        String word = "(?:" + String.join("|", verbs) + ")";
        Pattern head = Pattern.compile("(?:^|(?<=\\. ))((?:" + ALL_BUT + ")?" + word + "(?:, " + word + ")*): ");
        Matcher found = head.matcher(description);
        if (!found.lookingAt()) {
            throw new IllegalArgumentException("'" + description + "' does not begin with the verbs that it is about, such as 'fill, type: '");
        }
        Clauses clauses = new Clauses();
        found.reset();
        int begin = -1;
        Set<String> about = Set.of();
        while (found.find()) {
            if (begin >= 0) {
                clauses.add(about, description.substring(begin, found.start()), description);
            }
            about = about(found.group(1), verbs);
            begin = found.end();
        }
        clauses.add(about, description.substring(begin), description);
        return clauses;
    }

    private static Set<String> about(String head, Set<String> verbs) {
        boolean allBut = head.startsWith(ALL_BUT);
        Set<String> named = new LinkedHashSet<>(Arrays.asList((allBut ? head.substring(ALL_BUT.length()) : head).split(", ")));
        if (!allBut) {
            return named;
        }
        Set<String> others = new LinkedHashSet<>(verbs);
        others.removeAll(named);
        return others;
    }

    private void add(Set<String> verbs, String text, String description) {
        String sentence = text.strip();
        for (String verb : verbs) {
            if (byVerb.put(verb, Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1)) != null) {
                throw new IllegalArgumentException("'" + description + "' says two things of " + verb);
            }
        }
    }

    Set<String> verbs() {
        return byVerb.keySet();
    }

    /** What the option does with a verb. */
    String of(String verb) {
        return byVerb.get(verb);
    }
}
