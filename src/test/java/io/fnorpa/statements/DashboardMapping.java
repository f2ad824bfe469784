package io.fnorpa.statements;

import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The example of docs/oracle/dashboard-table: a table that an older dashboard has, and how the statements are mapped to it. */
public final class DashboardMapping {

    private static final Path DOCS = Checkout.find().root().resolve("docs/oracle");
    private static final Path EXAMPLE = DOCS.resolve("dashboard-table");

    private DashboardMapping() {}

    /** Edits a copy of {@code routes/sql} in its place, as the example's script does. */
    public static Path edit(Path statements) {
        try {
            Process script = new ProcessBuilder(EXAMPLE.resolve("map-statements").toString(), statements.toString())
                    .redirectErrorStream(true).start();
            String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (script.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
            return statements;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A copy of the platform's own statements, edited. */
    static Path editedCopy(Path folder) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("sql"));
        for (Path statement : files(Checkout.find().root().resolve("routes/sql"))) {
            Files.copy(statement, copy.resolve(statement.getFileName()));
        }
        return edit(copy);
    }

    /** As on a database where the dashboard was first: its table, then ours by hand, then the columns. */
    public static void makeTablesOnH2(DataSource h2) {
        run(h2, read(EXAMPLE.resolve("existing.sql")));
        files(Checkout.find().root().resolve("src/main/resources/db/migration")).stream()
                .sorted(Comparator.comparingInt(DashboardMapping::version)).forEach(migration -> run(h2, read(migration)));
        // H2 has neither the function nor the need: it indexes a time with a zone as it is.
        run(h2, read(EXAMPLE.resolve("columns.sql")).replace("sys_extract_utc(created_at)", "created_at")
                .replace("queue_key        timestamp(3) ", "queue_key        timestamp(3) with time zone ")
                .replace("as timestamp(3))", "as timestamp(3) with time zone)"));
    }

    static void makeTablesOnOracle(DataSource oracle) {
        Stream.of(EXAMPLE.resolve("existing.sql"), DOCS.resolve("schema.sql"), EXAMPLE.resolve("columns.sql"))
                .forEach(script -> run(oracle, read(script)));
    }

    private static int version(Path migration) {
        return Integer.parseInt(migration.getFileName().toString().replaceFirst("^V(\\d+)__.*$", "$1"));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(DataSource database, String script) {
        try (Connection connection = database.getConnection()) {
            ScriptUtils.executeSqlScript(connection, new ByteArrayResource(script.getBytes(StandardCharsets.UTF_8)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
