package io.fnorpa.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement of {@code routes/sql} is Oracle's language, as an Oracle grammar sees it; H2 takes it in the other tests. */
class StatementsTest {

    static List<Path> statements() throws IOException {
        try (Stream<Path> files = Files.list(Checkouts.root().resolve("routes/sql"))) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("statements")
    void isParsedByAnOracleGrammar(Path file) throws IOException {
        OracleGrammar.parse(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void saysInItsFirstLineWhatItIsFor(Path file) throws IOException {
        assertThat(Files.readString(file)).startsWith("-- ");
    }

    @Test
    void theGrammarRefusesWhatOracleDoesNotKnow() {
        assertThatThrownBy(() -> OracleGrammar.parse("select id from job limit 3")).isInstanceOf(Exception.class);
    }
}
