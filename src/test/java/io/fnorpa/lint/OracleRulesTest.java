package io.fnorpa.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Oracle refuses or takes otherwise than H2 does, and a grammar does not see: docs/oracle.md. */
class OracleRulesTest {

    private static final List<String> OPTIONS_THAT_STOP_READING = List.of("maxRows", "fetchSize", "outputType=StreamList", "outputType=SelectOne");

    static List<Path> statements() throws IOException {
        return StatementsTest.statements();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void fetchFirstAndForUpdateAreNotOnOneLevel(Path file) throws IOException {
        String outer = text(file);
        while (outer.matches("(?s).*\\([^()]*\\).*")) {
            outer = outer.replaceAll("\\([^()]*\\)", "");
        }
        assertThat(outer.contains("fetch ") && outer.contains("for update")).as("ORA-02014 in %s", file).isFalse();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void timesAreTheDatabasesAndHaveAZone(Path file) throws IOException {
        assertThat(text(file)).as("of the session's zone, or without any").doesNotContainPattern("\\b(current_timestamp|localtimestamp|sysdate|current_date)\\b");
    }

    @ParameterizedTest
    @MethodSource("statements")
    void noStatementHasAnEmptyText(Path file) throws IOException {
        assertThat(text(file)).as("it is null to Oracle").doesNotContain("''");
    }

    /** Oracle locks rows as they are fetched where others are skipped: what is not read is not locked, and comes to two. */
    @Test
    void whatSkipsLockedRowsIsReadToItsEnd() throws IOException {
        TreeSet<String> seen = new TreeSet<>();
        List<String> cut = new ArrayList<>();
        for (Path file : PlatformRoutesTest.routes()) {
            JsonNode routes = new YAMLMapper().readTree(file.toFile());
            for (String statement : lockers()) {
                for (JsonNode endpoint : routes.findParents("uri")) {
                    if (endpoint.path("uri").asText().contains(statement)) {
                        seen.add(statement);
                        cut.addAll(OPTIONS_THAT_STOP_READING.stream().filter(endpoint.toString().replace("\":\"", "=")::contains).toList());
                    }
                }
                routes.findValuesAsText("to").stream().filter(to -> to.contains(statement)).forEach(to -> {
                    seen.add(statement);
                    cut.addAll(OPTIONS_THAT_STOP_READING.stream().filter(to::contains).toList());
                });
            }
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(lockers());
        assertThat(cut).isEmpty();
    }

    private static List<String> lockers() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : statements()) {
            if (text(file).contains("skip locked")) {
                names.add("routes/sql/" + file.getFileName());
            }
        }
        return names;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?m)^ *--.*$", "").toLowerCase();
    }
}
