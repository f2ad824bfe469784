package io.fnorpa.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * What closes an attempt: {@code evidence/<job id>/attempt-<n>/manifest.json}. With it an attempt can be checked from S3
 * alone. The job's events are all in it, from the first, so that their hashes can be recomputed; the event that tells of
 * the manifest itself, with its SHA-256, comes after {@code head}.
 *
 * @param version     of this form: 1
 * @param jobId       the job
 * @param attempt     number of the attempt that it closes
 * @param externalRef the dashboard's own reference, or null
 * @param provider    the FNO's id
 * @param type        the job type
 * @param flowVersion version of the flows that ran; null if none did
 * @param outcome     how the attempt ended
 * @param closedAt    when
 * @param evidence    the pieces of this attempt, in order
 * @param head        number and hash of the last event in {@code events}; null if there is none
 * @param events      the job's events so far, see {@link ChainedEvent}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Manifest(int version, long jobId, int attempt, String externalRef, String provider, String type,
        String flowVersion, Ending outcome, Instant closedAt, List<Entry> evidence, Head head, List<ChainedEvent> events) {

    static final String CONTENT_TYPE = "application/json";
    private static final int VERSION = 1;
    private static final String STARTED = "started";
    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).enable(SerializationFeature.INDENT_OUTPUT).build();

    /** A piece of evidence: an object of this key and SHA-256 is in the bucket. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Entry(String key, String sha256, String step, String contentType, String takenAt) {}

    /** The last event. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Head(int seq, String hash) {}

    /** {@link Outcome}, with its result fields. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Ending(String verdict, String fault, String code, String message, Object result) {}

    static Manifest of(RunningAttempt attempt, List<ChainedEvent> events, Instant now) {
        Job job = attempt.getJob();
        return new Manifest(VERSION, attempt.getJobId(), attempt.getNumber(), job.externalRef(), job.provider(), job.type(),
                attempt.getFlowVersion(), ending(attempt.getOutcome()), now, evidence(events, attempt.getNumber()),
                head(events), events);
    }

    private static Ending ending(Outcome outcome) {
        if (outcome == null) {
            throw new IllegalStateException("An attempt is closed once its outcome is known, not before");
        }
        return new Ending(outcome.verdict().name(), outcome.fault().name(), outcome.code(), outcome.message(), outcome.result());
    }

    private static List<Entry> evidence(List<ChainedEvent> events, int attempt) {
        return events.subList(begin(events, attempt), events.size()).stream()
                .filter(event -> event.attempt() == attempt && EvidenceManager.EVIDENCE.equals(event.kind()))
                .map(event -> new Entry(event.evidenceKey(), event.sha256(), event.step(), event.contentType(), event.happenedAt()))
                .toList();
    }

    /** An attempt that was given back unspent has the number of the one after it: only the last begin of the number counts. */
    private static int begin(List<ChainedEvent> events, int attempt) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).attempt() == attempt && STARTED.equals(events.get(i).kind())) {
                return i;
            }
        }
        return 0;
    }

    private static Head head(List<ChainedEvent> events) {
        if (events.isEmpty()) {
            return null;
        }
        ChainedEvent last = events.get(events.size() - 1);
        return new Head(last.seq(), last.hash());
    }

    byte[] json() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The manifest of job " + jobId + " cannot be written as JSON: "
                    + e.getOriginalMessage(), e);
        }
    }
}
