package io.fnorpa.bench.pool;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code bin/bench pool} was asked for.
 *
 * @param rounds how often each side has its turn; of the simulation, how many months
 * @param seed   of the first simulated month; the same seed gives the same months
 * @param json   the file to write
 * @param only   the rows to take; empty for all
 */
record PoolOptions(int rounds, int seed, Optional<Path> json, List<String> only) {

    private static final int ROUNDS = 5;
    private static final int MOST_ROUNDS = 1000;
    private static final int SEED = 4711;
    private static final int MOST_SEED = 999_999_999;

    /** @throws IllegalArgumentException in words for who typed it */
    static PoolOptions parse(String... arguments) {
        PoolOptions options = new PoolOptions(ROUNDS, SEED, Optional.empty(), List.of());
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " wants a value after it");
            }
            options = options.with(name, arguments[i + 1]);
        }
        return options;
    }

    private PoolOptions with(String name, String value) {
        return switch (name) {
            case "--rounds" -> new PoolOptions(number(name, value, 1, MOST_ROUNDS), seed, json, only);
            case "--seed" -> new PoolOptions(rounds, number(name, value, 0, MOST_SEED), json, only);
            case "--json" -> new PoolOptions(rounds, seed, Optional.of(Path.of(value)), only);
            case "--only" -> new PoolOptions(rounds, seed, json, List.of(value.split(",")));
            default -> throw new IllegalArgumentException("unknown option " + name);
        };
    }

    private static int number(String name, String value, int least, int most) {
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(name + " " + value + ": it is a number from " + least + " to " + most);
        }
        return Integer.parseInt(value);
    }

    /** {@code warm} wants {@code warm-share} and all others that begin so. */
    boolean wants(String row) {
        return only.isEmpty() || only.stream().anyMatch(name -> row.equals(name) || row.startsWith(name + "-"));
    }
}
