package io.fnorpa.evidence;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keys of evidence in S3, as the plan has them:
 *
 * <pre>
 * evidence/42/20260301T120030120Z_service-status.png    a piece: time (UTC, milliseconds) and step
 * evidence/42/attempt-1/manifest.json                   what closes the attempt
 * </pre>
 *
 * <p>An instance never gives the same time twice, so neither the same key. Safe for several threads.
 */
final class EvidenceKeys {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int LONGEST_STEP = 80;
    private static final Map<String, String> EXTENSIONS = Map.of(
            "image/png", "png",
            "image/jpeg", "jpg",
            "application/pdf", "pdf",
            "application/json", "json",
            "text/html", "html",
            "text/csv", "csv",
            "text/plain", "txt");

    private final Clock clock;
    private final AtomicLong lastMillis = new AtomicLong();

    EvidenceKeys(Clock clock) {
        this.clock = clock;
    }

    /** Now, or a moment later if somebody was given now already. */
    Instant nextTime() {
        long now = clock.millis();
        return Instant.ofEpochMilli(lastMillis.updateAndGet(last -> Math.max(now, last + 1)));
    }

    static String text(Instant time) {
        return TIME.format(time);
    }

    static String piece(long jobId, Instant time, String step, String contentType) {
        return "evidence/" + jobId + "/" + text(time) + "_" + slug(step) + "." + extension(contentType);
    }

    static String manifest(long jobId, int attempt) {
        return "evidence/" + jobId + "/attempt-" + attempt + "/manifest.json";
    }

    /** Letters, digits and hyphens alone: safe in a key, a URL and a file name. */
    static String slug(String step) {
        String plain = Normalizer.normalize(step == null ? "" : step, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "").replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String kept = plain.substring(0, Math.min(plain.length(), LONGEST_STEP));
        return kept.isEmpty() ? "step" : kept;
    }

    private static String extension(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return EXTENSIONS.getOrDefault(type, "bin");
    }
}
