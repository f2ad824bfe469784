package io.fnorpa.bench.pool;

import io.fnorpa.bench.pool.SimulatedJob.Kind;
import io.fnorpa.bench.pool.SimulatedMonth.Wait;
import java.util.List;
import java.util.Locale;

/** How long jobs waited for a pod, as a table: shares of the jobs, and percentiles. */
final class WaitTable {

    private static final double[] BOUNDS = {0, 5, 10, 15, 30};
    private static final double[] PERCENTILES = {50, 90, 99, 100};
    private static final double ALL = 100;

    private WaitTable() {}

    static void printHead() {
        System.out.printf(Locale.ROOT, "%n%-44s %7s  %7s %7s %7s %7s %7s %7s   %5s %5s %5s %5s%n", "wait for a pod, seconds", "jobs", "none", "to 5", "to 10", "to 15",
                "to 30", "longer", "p50", "p90", "p99", "max");
    }

    /** All, then by kind. */
    static void print(String side, List<Wait> waits) {
        printLine(side + ", all", waits);
        for (Kind kind : Kind.values()) {
            printLine(side + ", " + name(kind), waits.stream().filter(wait -> wait.kind() == kind).toList());
        }
    }

    private static String name(Kind kind) {
        return switch (kind) {
            case BUSINESS_HOURS -> "in business hours";
            case OUTSIDE -> "outside of them";
            case BATCH -> "of batches";
        };
    }

    private static void printLine(String name, List<Wait> waits) {
        double[] seconds = waits.stream().mapToDouble(Wait::seconds).sorted().toArray();
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-44s %7d ", name, seconds.length));
        double before = Double.NEGATIVE_INFINITY;
        for (double bound : BOUNDS) {
            line.append(share(seconds, before, bound));
            before = bound;
        }
        line.append(share(seconds, before, Double.POSITIVE_INFINITY)).append("  ");
        for (double percentile : PERCENTILES) {
            line.append(String.format(Locale.ROOT, " %5.1f", percentile(seconds, percentile)));
        }
        System.out.println(line);
    }

    private static String share(double[] sorted, double above, double most) {
        long count = 0;
        for (double value : sorted) {
            count += value > above && value <= most ? 1 : 0;
        }
        return String.format(Locale.ROOT, " %5.1f %%", ALL * count / sorted.length);
    }

    /** The least value that so many of a hundred do not exceed. */
    static double percentile(double[] sorted, double percentile) {
        return sorted[Math.max(0, (int) Math.ceil(percentile / ALL * sorted.length) - 1)];
    }
}
