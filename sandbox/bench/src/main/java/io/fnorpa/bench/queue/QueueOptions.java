package io.fnorpa.bench.queue;

import io.fnorpa.bench.TypedOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code bin/bench queue} was asked for.
 *
 * @param rounds measurements of each side and row
 * @param jobs   empty jobs in one round of a throughput row
 * @param rows   finished and waiting rows of the largest table; a tenth of it is the middle one
 * @param json   the file to write
 * @param only   the rows to take; empty for all
 */
record QueueOptions(int rounds, int jobs, int rows, Optional<Path> json, List<String> only) {

    private static final QueueOptions USUAL = new QueueOptions(5, 3000, 1_000_000, Optional.empty(), List.of());
    private static final int MOST_ROUNDS = 1000;
    private static final int LEAST_JOBS = 50;
    private static final int MOST_JOBS = 1_000_000;
    /** The reference has a thousand, the middle one a tenth of the most. */
    private static final int LEAST_ROWS = 10_000;
    private static final int MOST_ROWS = 10_000_000;

    /** @throws IllegalArgumentException in words for who typed it */
    static QueueOptions parse(String... arguments) {
        return TypedOptions.read(USUAL, QueueOptions::with, arguments);
    }

    private QueueOptions with(String name, String value) {
        return switch (name) {
            case "--rounds" -> new QueueOptions(TypedOptions.number(name, value, 1, MOST_ROUNDS), jobs, rows, json, only);
            case "--jobs" -> new QueueOptions(rounds, TypedOptions.number(name, value, LEAST_JOBS, MOST_JOBS), rows, json, only);
            case "--rows" -> new QueueOptions(rounds, jobs, TypedOptions.number(name, value, LEAST_ROWS, MOST_ROWS), json, only);
            case "--json" -> new QueueOptions(rounds, jobs, rows, Optional.of(Path.of(value)), only);
            case "--only" -> new QueueOptions(rounds, jobs, rows, json, List.of(value.split(",")));
            default -> throw new IllegalArgumentException("unknown option " + name);
        };
    }

    boolean wants(String row) {
        return TypedOptions.wants(only, row);
    }
}
