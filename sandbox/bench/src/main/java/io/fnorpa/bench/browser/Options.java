package io.fnorpa.bench.browser;

import io.fnorpa.bench.TypedOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code bin/bench browser} was asked for.
 *
 * @param engine what the reference drives
 * @param grid   a Selenium Grid that is the reference in plain Playwright's place
 * @param rounds of what takes seconds; verbs are measured twenty times as often
 * @param json   the file to write
 * @param only   the rows to take; empty for all
 */
record Options(Engine engine, Optional<URI> grid, int rounds, Optional<Path> json, List<String> only) {

    private static final int ROUNDS = 5;
    private static final List<String> ROWS = List.of("two-together", "cold-start", "session", "verb-navigate", "verb-fill", "verb-click", "verb-read",
            "verb-screenshot", "flow", "memory-1", "memory-2", "memory-3", "memory-4");
    private static final int MOST_ROUNDS = 1000;

    /** @throws IllegalArgumentException in words for who typed it */
    static Options parse(String... arguments) {
        return TypedOptions.read(new Options(Engine.FIREFOX, Optional.empty(), ROUNDS, Optional.empty(), List.of()), Options::with, arguments);
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--engine" -> new Options(engine(value), grid, rounds, json, only);
            case "--grid" -> new Options(engine, Optional.of(grid(value)), rounds, json, only);
            case "--rounds" -> new Options(engine, grid, TypedOptions.number(name, value, 1, MOST_ROUNDS), json, only);
            case "--json" -> new Options(engine, grid, rounds, Optional.of(Path.of(value)), only);
            case "--only" -> new Options(engine, grid, rounds, json, only(value));
            default -> throw new IllegalArgumentException("unknown option " + name);
        };
    }

    private static List<String> only(String value) {
        List<String> names = List.of(value.split(","));
        for (String name : names) {
            if (ROWS.stream().noneMatch(row -> covers(name, row))) {
                throw new IllegalArgumentException("--only " + name + ": the rows are " + String.join(", ", ROWS) + ", or what several begin with: verb, memory");
            }
        }
        return names;
    }

    private static boolean covers(String name, String row) {
        return row.equals(name) || row.startsWith(name + "-");
    }

    private static Engine engine(String value) {
        try {
            return Engine.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--engine " + value + ": it is firefox or chromium");
        }
    }

    private static URI grid(String value) {
        try {
            URI grid = new URI(value);
            if (grid.getHost() != null) {
                return grid;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new IllegalArgumentException("--grid " + value + ": it is an address such as http://127.0.0.1:4444");
    }

    boolean wants(String row) {
        return only.isEmpty() || only.stream().anyMatch(name -> covers(name, row));
    }
}
