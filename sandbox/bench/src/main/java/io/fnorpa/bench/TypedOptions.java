package io.fnorpa.bench;

import java.util.List;

/** What is typed after the name of a bench: options and their values, in turn. */
public final class TypedOptions {

    private TypedOptions() {}

    /** Takes in one option. */
    public interface Step<O> {

        /** @throws IllegalArgumentException in words for who typed it */
        O with(O options, String name, String value);
    }

    /** @throws IllegalArgumentException in words for who typed it */
    public static <O> O read(O usual, Step<O> step, String... arguments) {
        O options = usual;
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " wants a value after it");
            }
            options = step.with(options, arguments[i], arguments[i + 1]);
        }
        return options;
    }

    /** @throws IllegalArgumentException in words for who typed it */
    public static int number(String name, String value, int least, int most) {
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(name + " " + value + ": it is a number from " + least + " to " + most);
        }
        return Integer.parseInt(value);
    }

    /** {@code reserve} wants {@code reserve-1} and all others that begin so. @param only empty for all */
    public static boolean wants(List<String> only, String row) {
        return only.isEmpty() || only.stream().anyMatch(name -> row.equals(name) || row.startsWith(name + "-"));
    }
}
