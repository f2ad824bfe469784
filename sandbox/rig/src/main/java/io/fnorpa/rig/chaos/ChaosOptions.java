package io.fnorpa.rig.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What {@code bin/chaos} was asked for.
 *
 * @param seed of the jobs and the faults
 * @param json file for the outcome
 * @param data folder of databases, objects, keys and logs
 */
record ChaosOptions(int jobs, int faults, long seed, Optional<Path> json, Path data) {

    private static final int JOBS = 40;
    private static final int FAULTS = 12;
    private static final int MOST = 100_000;

    /** An option that is unknown, or has a value that will not do. */
    static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    static ChaosOptions parse(List<String> arguments, Path usualData) {
        ChaosOptions options = new ChaosOptions(JOBS, FAULTS, RandomGenerator.getDefault().nextInt(1, Integer.MAX_VALUE), Optional.empty(), usualData);
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String name = left.pop();
            if (left.isEmpty()) {
                throw new Refused(name + " wants a value after it; see bin/chaos --help");
            }
            options = options.with(name, left.pop());
        }
        return options;
    }

    private ChaosOptions with(String name, String value) {
        return switch (name) {
            case "--jobs" -> new ChaosOptions(number(name, value, 1), faults, seed, json, data);
            case "--faults" -> new ChaosOptions(jobs, number(name, value, 0), seed, json, data);
            case "--seed" -> new ChaosOptions(jobs, faults, seed(value), json, data);
            case "--json" -> new ChaosOptions(jobs, faults, seed, Optional.of(writableFile(value)), data);
            case "--data" -> new ChaosOptions(jobs, faults, seed, json, Path.of(value).toAbsolutePath());
            default -> throw new Refused("unknown option " + name + "; see bin/chaos --help");
        };
    }

    private static int number(String name, String value, int least) {
        if (!value.matches("\\d{1,6}") || Integer.parseInt(value) < least || Integer.parseInt(value) > MOST) {
            throw new Refused(name + " " + value + ": it is a number from " + least + " to " + MOST);
        }
        return Integer.parseInt(value);
    }

    private static long seed(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new Refused("--seed " + value + ": it is a whole number, such as one that an earlier run printed");
        }
    }

    private static Path writableFile(String name) {
        Path file = Path.of(name).toAbsolutePath();
        if (Files.isDirectory(file) || !Files.isDirectory(file.getParent()) || !Files.isWritable(file.getParent())) {
            throw new Refused("--json " + name + " cannot be written: it must be a file in a folder that exists and may be written to");
        }
        return file;
    }
}
