package io.fnorpa.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.lint.OracleGrammar;
import io.fnorpa.rig.Checkout;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.resource.LoadableResource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a DBA runs by hand: scripts of docs/oracle, which an Oracle grammar reads and which say what the migrations say. */
class OracleScriptsTest {

    private static final Path DOCS = Checkout.find().root().resolve("docs/oracle");
    private static final Path SCHEMA = DOCS.resolve("schema.sql");
    /** The longest name that Oracle 12.1 takes; newer ones take 128 bytes. */
    private static final int LONGEST_NAME = 30;
    private static final String HEAD = """
            -- The platform's tables, for a DBA who makes them by hand: run it once as their owner, and set rpa.database.migrate=false.
            -- Made from the migrations for Oracle, in their order; a test keeps it equal to them, and makes it anew with
            -- -Drpa.rewrite=true (OracleScriptsTest).
            """;

    @Test
    void theDbasScriptIsTheMigrations() throws IOException {
        StringBuilder script = new StringBuilder(HEAD);
        for (LoadableResource migration : migrations()) {
            script.append("\n-- ").append("=".repeat(20)).append(' ').append(migration.getFilename()).append("\n\n").append(text(migration).strip()).append("\n");
        }
        if (Boolean.getBoolean("rpa.rewrite")) {
            Files.writeString(SCHEMA, script);
        }
        assertThat(Files.readString(SCHEMA)).isEqualTo(script.toString());
    }

    @Test
    void oraclesFirstMigrationDiffersFromTheCommonOneInTheKeyOfTheQueueAlone() throws IOException {
        Path migrations = Checkout.find().root().resolve("src/main/resources/db");
        String name = "V1__jobs_lanes_events.sql";

        assertThat(withoutQueueKey(migrations.resolve("oracle").resolve(name))).isEqualTo(withoutQueueKey(migrations.resolve("migration").resolve(name)));
    }

    @Test
    void eachVersionIsRunOnce() {
        List<String> names = migrations().stream().map(LoadableResource::getFilename).toList();

        assertThat(names).doesNotHaveDuplicates().first().isEqualTo("V1__jobs_lanes_events.sql");
        assertThat(text(migrations().get(0))).contains("sys_extract_utc");
    }

    @TestFactory
    Stream<DynamicTest> eachStatementIsOracles() {
        return Stream.of("schema.sql", "dashboard-table/existing.sql", "dashboard-table/columns.sql", "ords-module.sql", "dashboard-view.sql")
                .map(script -> DynamicTest.dynamicTest(script, () -> statements(DOCS.resolve(script)).forEach(OracleGrammar::parse)));
    }

    @Test
    void theGrammarKnowsProceduresToo() {
        assertThatThrownBy(() -> OracleGrammar.parse("create or replace procedure p as begin insert job values 1; end p;")).isInstanceOf(Exception.class);
    }

    @Test
    void noNameIsLongerThanOldOraclesTake() throws IOException {
        Matcher name = Pattern.compile("\\b[a-z][a-z0-9_]*\\b").matcher(Files.readString(SCHEMA).replaceAll("(?m)^ *--.*$", ""));

        assertThat(name.results().map(found -> found.group())).allSatisfy(found -> assertThat(found.length()).isLessThanOrEqualTo(LONGEST_NAME));
    }

    private static List<LoadableResource> migrations() {
        return new OracleMigrations().getResources("V", new String[] {".sql"}).stream()
                .sorted(Comparator.comparingInt(OracleScriptsTest::version)).toList();
    }

    private static int version(LoadableResource migration) {
        return Integer.parseInt(migration.getFilename().replaceFirst("^V(\\d+)__.*$", "$1"));
    }

    private static String text(LoadableResource migration) {
        StringWriter text = new StringWriter();
        try (Reader reader = migration.read()) {
            reader.transferTo(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static String withoutQueueKey(Path migration) throws IOException {
        return Files.readString(migration).replaceAll("(?m)^ *--.*\\n", "").replaceAll("(?m)^  queue_key[^;]*?\\)(?:\\)\\))?,\\n", "");
    }

    /** PL/SQL ends with a line that holds a slash, SQL with a semicolon. */
    private static List<String> statements(Path script) throws IOException {
        // An invisible virtual column is Oracle's language, which this grammar does not know to the end.
        String text = Files.readString(script).replaceAll("(?m)^--.*$", "").replace(" invisible generated", " generated");
        // Nor does it know triggers: what one does is looked at.
        text = text.replaceAll("create or replace trigger[^;]*?for each row\n", "").replaceAll(":new\\.\\w+", "?");
        Stream<String> statements = text.contains("\n/\n") ? Stream.of(text.split("\n/\n|;\n\n(?=begin|create|declare)"))
                : Stream.of(text.split(";\\s*(?:\n|$)"));
        return statements.map(String::strip).filter(statement -> !statement.isEmpty()).toList();
    }
}
