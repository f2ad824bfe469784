package io.fnorpa.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceKeysTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:30.120Z");

    @Test
    void aKeyReadsAsThePlanHasIt() {
        assertThat(EvidenceKeys.piece(42, NOW, "service-status", "image/png"))
                .isEqualTo("evidence/42/20260301T120030120Z_service-status.png");
        assertThat(EvidenceKeys.manifest(42, 2)).isEqualTo("evidence/42/attempt-2/manifest.json");
    }

    @ParameterizedTest
    @CsvSource({"image/jpeg,jpg", "application/pdf,pdf", "text/csv; charset=utf-8,csv", "TEXT/HTML,html", "application/x-odd,bin"})
    void theEndingTellsTheContentType(String contentType, String ending) {
        assertThat(EvidenceKeys.piece(1, NOW, "s", contentType)).endsWith("_s." + ending);
    }

    @ParameterizedTest
    @CsvSource({"Service status,service-status", "../../etc/passwd,etc-passwd", "Übersicht & Preis?,ubersicht-preis", "日本,step", "'',step"})
    void aStepIsSafeInAKey(String step, String slug) {
        assertThat(EvidenceKeys.slug(step)).isEqualTo(slug);
    }

    @Test
    void aLongStepIsCut() {
        assertThat(EvidenceKeys.slug("a".repeat(500))).hasSize(80);
        assertThat(EvidenceKeys.slug(null)).isEqualTo("step");
    }

    @Test
    void theSameMomentIsNeverGivenTwice() {
        EvidenceKeys keys = new EvidenceKeys(Clock.fixed(NOW, ZoneOffset.UTC));
        Set<String> times = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            times.add(EvidenceKeys.text(keys.nextTime()));
        }

        assertThat(times).hasSize(100).contains("20260301T120030120Z", "20260301T120030219Z");
    }
}
