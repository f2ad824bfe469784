package io.fnorpa.tools;

import io.fnorpa.flow.NearestName;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command's words: options with a value, options without one, and the rest in its order. */
public final class Arguments {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> flags = new LinkedHashSet<>();
    private final List<String> words = new ArrayList<>();

    private Arguments() {}

    /**
     * @param valued options that take a value, such as {@code --flows}
     * @param bare   options that take none
     * @throws WrongUseException an option is unknown, lacks its value, or is there twice
     */
    public static Arguments parse(List<String> given, Set<String> valued, Set<String> bare) {
        Arguments arguments = new Arguments();
        Deque<String> left = new ArrayDeque<>(given);
        while (!left.isEmpty()) {
            String word = left.pop();
            if (bare.contains(word)) {
                arguments.flags.add(word);
            } else if (valued.contains(word)) {
                if (left.isEmpty() || left.peek().isEmpty()) {
                    throw new WrongUseException(word + " wants a value after it");
                }
                if (arguments.values.put(word, left.pop()) != null) {
                    throw new WrongUseException(word + " is there twice");
                }
            } else if (word.startsWith("-")) {
                Set<String> known = new LinkedHashSet<>(valued);
                known.addAll(bare);
                throw new WrongUseException("unknown option " + word + NearestName.hint(word, known));
            } else {
                arguments.words.add(word);
            }
        }
        return arguments;
    }

    public Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }

    public boolean has(String flag) {
        return flags.contains(flag);
    }

    /** What is no option. */
    public List<String> words() {
        return words;
    }

    /**
     * An address as it was typed.
     *
     * @param what the option that it was given with, for the message
     */
    public static URI address(String what, String url) {
        try {
            URI address = URI.create(url);
            if (address.getHost() != null && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new WrongUseException(what + " '" + url + "' is no address; it reads like https://portal.example.com");
    }
}
