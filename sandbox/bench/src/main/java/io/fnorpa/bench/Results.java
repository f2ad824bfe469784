package io.fnorpa.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of a bench: printed as they are measured, then written as JSON. */
public final class Results {

    private static final String LINE = "%-18s %5s  %9s %9s %9s %4s   %9s %9s %9s %4s   %6s %8s  %s%n";

    private final List<Row> rows = new ArrayList<>();

    /** Prints the table's head. */
    public void begin(String platform, String reference) {
        System.out.printf(Locale.ROOT, "%n%-18s %5s  %-34s   %-34s%n", "", "", platform, reference);
        System.out.printf(Locale.ROOT, LINE, "row", "unit", "min", "median", "max", "n", "min", "median", "max", "n", "ratio", "extra", "aim");
    }

    public void add(Row row) {
        rows.add(row);
        Samples value = row.value();
        Samples reference = row.reference();
        System.out.printf(Locale.ROOT, LINE, row.name(), row.unit(), number(value.min()), number(value.median()), number(value.max()), value.count(),
                number(reference.min()), number(reference.median()), number(reference.max()), reference.count(),
                String.format(Locale.ROOT, "%.2f", row.ratio()), String.format(Locale.ROOT, "%+.1f", row.extra()), aim(row));
    }

    private static String aim(Row row) {
        String aims = (row.aim() == null ? "" : "<= " + row.aim()) + (row.leastAim() == null ? "" : ">= " + row.leastAim())
                + (row.extraAim() == null ? "" : "<= +" + row.extraAim()) + (row.valueAim() == null ? "" : "median <= " + row.valueAim() + " " + row.unit());
        return aims + (row.meetsAim() ? "" : "  MISSED");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    public List<Row> rows() {
        return rows;
    }

    /** {@code {"<row>": {"value", "unit", "reference", "ratio", "extra", "n"}}}, the medians. */
    public void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode all = json.createObjectNode();
        for (Row row : rows) {
            all.putObject(row.name())
                    .put("value", rounded(row.value().median()))
                    .put("unit", row.unit())
                    .put("reference", rounded(row.reference().median()))
                    .put("ratio", rounded(row.ratio()))
                    .put("extra", rounded(row.extra()))
                    .put("n", row.value().count());
        }
        Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
