package io.fnorpa.bench.totp;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code bin/bench totp} was asked for.
 *
 * @param rounds how often each side has its turn
 * @param json   the file to write
 * @param only   the rows to take; empty for all
 */
record Options(int rounds, Optional<Path> json, List<String> only) {

    private static final int ROUNDS = 5;
    private static final int MOST_ROUNDS = 1000;

    /** @throws IllegalArgumentException in words for who typed it */
    static Options parse(String... arguments) {
        Options options = new Options(ROUNDS, Optional.empty(), List.of());
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " wants a value after it");
            }
            options = options.with(name, arguments[i + 1]);
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--rounds" -> new Options(rounds(value), json, only);
            case "--json" -> new Options(rounds, Optional.of(Path.of(value)), only);
            case "--only" -> new Options(rounds, json, List.of(value.split(",")));
            default -> throw new IllegalArgumentException("unknown option " + name);
        };
    }

    private static int rounds(String value) {
        if (!value.matches("\\d{1,4}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > MOST_ROUNDS) {
            throw new IllegalArgumentException("--rounds " + value + ": it is a number from 1 to " + MOST_ROUNDS);
        }
        return Integer.parseInt(value);
    }

    /** {@code reserve} wants {@code reserve-1} and all others that begin so. */
    boolean wants(String row) {
        return only.isEmpty() || only.stream().anyMatch(name -> row.equals(name) || row.startsWith(name + "-"));
    }
}
