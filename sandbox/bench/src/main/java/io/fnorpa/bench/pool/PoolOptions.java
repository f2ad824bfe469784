package io.fnorpa.bench.pool;

import io.fnorpa.bench.TypedOptions;
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
        return TypedOptions.read(new PoolOptions(ROUNDS, SEED, Optional.empty(), List.of()), PoolOptions::with, arguments);
    }

    private PoolOptions with(String name, String value) {
        return switch (name) {
            case "--rounds" -> new PoolOptions(TypedOptions.number(name, value, 1, MOST_ROUNDS), seed, json, only);
            case "--seed" -> new PoolOptions(rounds, TypedOptions.number(name, value, 0, MOST_SEED), json, only);
            case "--json" -> new PoolOptions(rounds, seed, Optional.of(Path.of(value)), only);
            case "--only" -> new PoolOptions(rounds, seed, json, List.of(value.split(",")));
            default -> throw new IllegalArgumentException("unknown option " + name);
        };
    }

    /** {@code warm} wants {@code warm-share} and all others that begin so. */
    boolean wants(String row) {
        return TypedOptions.wants(only, row);
    }
}
