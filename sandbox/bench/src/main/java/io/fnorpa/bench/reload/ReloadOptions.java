package io.fnorpa.bench.reload;

import io.fnorpa.bench.TypedOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code bin/bench reload} was asked for.
 *
 * @param rounds edits of each side
 * @param json   the file to write
 */
record ReloadOptions(int rounds, Optional<Path> json) {

    private static final int MOST_ROUNDS = 1000;
    private static final ReloadOptions USUAL = new ReloadOptions(50, Optional.empty());

    /** @throws IllegalArgumentException in words for who typed it */
    static ReloadOptions parse(String... arguments) {
        return TypedOptions.read(USUAL, ReloadOptions::with, arguments);
    }

    private ReloadOptions with(String name, String value) {
        return switch (name) {
            case "--rounds" -> new ReloadOptions(TypedOptions.number(name, value, 1, MOST_ROUNDS), json);
            case "--json" -> new ReloadOptions(rounds, Optional.of(Path.of(value)));
            default -> throw new IllegalArgumentException("unknown option " + name);
        };
    }
}
