package io.fnorpa.evidence;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fnorpa.flow.EvidenceReceipt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the spool knows of a piece; in the spool it is the piece's {@code .json} file.
 *
 * @param id          name of its files in the spool, without ending; ids in order are pieces in order of age
 * @param key         where it belongs in S3
 * @param contentType media type
 * @param sha256      of its bytes, in hexadecimal
 * @param jobId       the job
 * @param attempt     number of the attempt
 * @param step        name of the step
 * @param timestamp   when it was taken
 */
@JsonNaming(SnakeCaseStrategy.class)
public record SpooledPiece(String id, String key, String contentType, String sha256, long jobId, int attempt, String step,
        Instant timestamp) {

    /** The plan's metadata, and the hash. S3 takes ASCII here, so a step with other letters is written plainly. */
    @JsonIgnore
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("job_id", Long.toString(jobId));
        metadata.put("step_name", step.matches("[\\x20-\\x7e]+") ? step : EvidenceKeys.slug(step));
        metadata.put("timestamp", timestamp.toString());
        metadata.put("content_type", contentType);
        metadata.put("sha256", sha256);
        return metadata;
    }

    public EvidenceReceipt receipt() {
        return new EvidenceReceipt(key, sha256);
    }

    /** The event that tells of it, under the lease of its attempt. */
    JobEvent event(String kind, String leaseToken) {
        return new JobEvent(jobId, attempt, kind, step, null, key, contentType, sha256, leaseToken);
    }
}
