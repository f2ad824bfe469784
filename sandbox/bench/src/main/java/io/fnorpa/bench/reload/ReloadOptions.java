package io.fnorpa.bench.reload;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code bin/bench reload} was asked for.
 *
 * @param rounds edits of each side
 * @param json   the file to write
 */
record ReloadOptions(int rounds, Optional<Path> json) {

    private static final ReloadOptions USUAL = new ReloadOptions(50, Optional.empty());

    /** @throws IllegalArgumentException in words for who typed it */
    static ReloadOptions parse(String... arguments) {
        ReloadOptions options = USUAL;
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " wants a value after it");
            }
            options = options.with(name, arguments[i + 1]);
        }
        return options;
    }

    private ReloadOptions with(String name, String value) {
        return switch (name) {
            case "--rounds" -> new ReloadOptions(rounds(value), json);
            case "--json" -> new ReloadOptions(rounds, Optional.of(Path.of(value)));
            default -> throw new IllegalArgumentException("unknown option " + name);
        };
    }

    private static int rounds(String value) {
        if (!value.matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException("--rounds " + value + ": it is a number from 1 to 9999");
        }
        return Integer.parseInt(value);
    }
}
