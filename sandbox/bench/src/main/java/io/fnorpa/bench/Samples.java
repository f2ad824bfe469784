package io.fnorpa.bench;

import java.util.List;
import java.util.stream.DoubleStream;

/** What was measured of one side of a row, sorted. */
public record Samples(List<Double> sorted) {

    /** @throws IllegalArgumentException if there is none */
    public Samples {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        sorted = sorted.stream().sorted().toList();
    }

    public static Samples of(double... values) {
        return new Samples(DoubleStream.of(values).boxed().toList());
    }

    public int count() {
        return sorted.size();
    }

    public double min() {
        return sorted.get(0);
    }

    public double max() {
        return sorted.get(sorted.size() - 1);
    }

    /** The middle one; of an even number, the mean of the two in the middle. */
    public double median() {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The smallest that so large a share of all does not exceed: of 0.99, what 99 of 100 took at most. */
    public double quantile(double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
