package io.fnorpa.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextColumnTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "😀"})
    void whatIsCutFitsInBytesAndIsWhole(String letter) {
        String cut = TextColumn.STEP.fit(letter.repeat(300));

        assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(194, 200);
        assertThat(cut).endsWith("…");
        assertThat(cut.substring(0, cut.length() - 1).replace(letter, "")).isEmpty();
    }

    @Test
    void whatFitsStaysAndNothingIsNull() {
        assertThat(TextColumn.STEP.fit("é".repeat(100))).isEqualTo("é".repeat(100));
        assertThat(TextColumn.STEP.fit("")).isNull();
        assertThat(TextColumn.STEP.fit(null)).isNull();
    }
}
