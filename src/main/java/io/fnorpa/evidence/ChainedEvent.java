package io.fnorpa.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * An event in its place: row of {@code job_event}, entry of a manifest.
 *
 * <p>{@code hash} is the SHA-256, in lower-case hexadecimal, of the UTF-8 bytes of the event's canonical form, which
 * others can make again. It is these fields in this order, each as a netstring {@code <bytes>:<text>,} where
 * {@code <bytes>} is the length of the text in UTF-8, decimal; a null is {@code -,}:
 *
 * <pre>
 * prev_hash, job_id, seq, attempt, happened_at, kind, step, detail, evidence_key, content_type, sha256
 * </pre>
 *
 * <p>Numbers are decimal without leading zeros. {@code happened_at} is UTC with exactly three digits of a second:
 * {@code 2026-03-01T12:00:30.120Z}. Example: {@code 64:0000…0000,2:42,1:1,1:1,24:2026-03-01T12:00:30.120Z,4:note,-,5:hello,-,-,-,}
 *
 * @param seq        its number in the job's list, counted from 1
 * @param happenedAt whole milliseconds
 * @param prevHash   hash of the event before; 64 zeros for the first
 * @param hash       see above
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChainedEvent(long jobId, int seq, int attempt, String happenedAt, String kind, String step, String detail,
        String evidenceKey, String contentType, String sha256, String prevHash, String hash) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    /** The event with its hash worked out. */
    static ChainedEvent of(JobEvent event, int seq, Instant happenedAt, String prevHash) {
        ChainedEvent unsealed = new ChainedEvent(event.jobId(), seq, event.attempt(), text(happenedAt), event.kind(),
                event.step(), event.detail(), event.evidenceKey(), event.contentType(), event.sha256(), prevHash, null);
        return new ChainedEvent(unsealed.jobId, unsealed.seq, unsealed.attempt, unsealed.happenedAt, unsealed.kind,
                unsealed.step, unsealed.detail, unsealed.evidenceKey, unsealed.contentType, unsealed.sha256, prevHash,
                unsealed.computedHash());
    }

    private static String text(Instant time) {
        return TIME.format(time.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
    }

    /** As the database takes it. */
    public OffsetDateTime time() {
        return OffsetDateTime.parse(happenedAt);
    }

    /** What {@code append-event.sql} writes, by its names, which no header has: an empty field must not be taken from one. */
    public Map<String, Object> columns() {
        Map<String, Object> columns = new HashMap<>();
        columns.put("eventJobId", jobId);
        columns.put("eventSeq", seq);
        columns.put("eventAttempt", attempt);
        columns.put("eventTime", time());
        columns.put("eventKind", kind);
        columns.put("eventStep", step);
        columns.put("eventDetail", detail);
        columns.put("eventEvidenceKey", evidenceKey);
        columns.put("eventContentType", contentType);
        columns.put("eventSha256", sha256);
        columns.put("eventPrevHash", prevHash);
        columns.put("eventHash", hash);
        return columns;
    }

    /** The hash that its fields give, whatever {@link #hash} says. */
    public String computedHash() {
        return Sha256.of(canonicalForm());
    }

    String canonicalForm() {
        Object[] fields = {prevHash, jobId, seq, attempt, happenedAt, kind, step, detail, evidenceKey, contentType, sha256};
        StringBuilder form = new StringBuilder();
        for (Object field : fields) {
            form.append(netstring(field));
        }
        return form.toString();
    }

    private static String netstring(Object field) {
        if (field == null) {
            return "-,";
        }
        String text = field.toString();
        return text.getBytes(StandardCharsets.UTF_8).length + ":" + text + ",";
    }
}
