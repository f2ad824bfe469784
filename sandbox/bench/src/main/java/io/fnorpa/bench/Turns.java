package io.fnorpa.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Measures two sides in turns, so that both meet the same machine: each round has one of each, and every other round
 * begins with the other side.
 */
public final class Turns {

    private Turns() {}

    /** One measurement: does the work and gives the figure. */
    public interface Side {
        double measure() throws Exception;
    }

    /** @param warmUp rounds beforehand that do not count */
    public static Row take(String name, String unit, int warmUp, int rounds, Side platform, Side reference, Double aim) throws Exception {
        List<Double> values = new ArrayList<>();
        List<Double> references = new ArrayList<>();
        for (int round = -warmUp; round < rounds; round++) {
            boolean platformFirst = round % 2 == 0;
            double first = (platformFirst ? platform : reference).measure();
            double second = (platformFirst ? reference : platform).measure();
            if (round >= 0) {
                values.add(platformFirst ? first : second);
                references.add(platformFirst ? second : first);
            }
        }
        return new Row(name, unit, new Samples(values), new Samples(references), aim);
    }

    /** How long the work takes, in milliseconds. */
    public static Side timed(Work work) {
        return () -> {
            long start = System.nanoTime();
            work.run();
            return (System.nanoTime() - start) / 1e6;
        };
    }

    /** Something to be timed. */
    public interface Work {
        void run() throws Exception;
    }
}
