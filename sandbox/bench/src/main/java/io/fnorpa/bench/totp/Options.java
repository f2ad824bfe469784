package io.fnorpa.bench.totp;

import io.fnorpa.bench.TypedOptions;
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
        return TypedOptions.read(new Options(ROUNDS, Optional.empty(), List.of()), Options::with, arguments);
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--rounds" -> new Options(TypedOptions.number(name, value, 1, MOST_ROUNDS), json, only);
            case "--json" -> new Options(rounds, Optional.of(Path.of(value)), only);
            case "--only" -> new Options(rounds, json, List.of(value.split(",")));
            default -> throw new IllegalArgumentException("unknown option " + name);
        };
    }

    /** {@code reserve} wants {@code reserve-1} and all others that begin so. */
    boolean wants(String row) {
        return TypedOptions.wants(only, row);
    }
}
