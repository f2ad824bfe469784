package io.fnorpa.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.shardingsphere.sql.parser.api.CacheOption;
import org.apache.shardingsphere.sql.parser.api.SQLParserEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement of {@code routes/sql} is Oracle's language, as an Oracle grammar sees it; H2 takes it in the other tests. */
class StatementsTest {

    private static final SQLParserEngine ORACLE = new SQLParserEngine("Oracle", new CacheOption(16, 64));

    static List<Path> statements() throws IOException {
        try (Stream<Path> files = Files.list(Checkouts.root().resolve("routes/sql"))) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("statements")
    void isParsedByAnOracleGrammar(Path file) throws IOException {
        ORACLE.parse(withoutCamel(Files.readString(file)), false);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void saysInItsFirstLineWhatItIsFor(Path file) throws IOException {
        assertThat(Files.readString(file)).startsWith("-- ");
    }

    @Test
    void theGrammarRefusesWhatOracleDoesNotKnow() {
        assertThatThrownBy(() -> ORACLE.parse("select id from job limit 3", false)).isInstanceOf(Exception.class);
    }

    /** Camel's named parameters become bind variables, a list of them one; comments go. */
    private static String withoutCamel(String sql) {
        return sql.replaceAll("(?m)^--.*$", "")
                .replaceAll(":#\\$\\{[^}]*}", "?")
                .replaceAll(":#in:\\w+", "?")
                .replaceAll(":#\\w+", "?")
                .strip();
    }
}
