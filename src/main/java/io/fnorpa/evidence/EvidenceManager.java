package io.fnorpa.evidence;

import io.fnorpa.attempt.RunningAttempt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;

/**
 * Takes evidence in. A piece is durable in the {@link Spool} when the call returns; the routes in
 * {@code evidence.camel.yaml} bring it to S3.
 */
@ApplicationScoped
@Named("evidenceManager")
public class EvidenceManager {

    static final String EVIDENCE = "evidence";
    static final String MANIFEST = "manifest";

    private final Spool spool;
    private final EvidenceKeys keys;
    private final Clock clock;

    EvidenceManager(Spool spool, Clock clock) {
        this.spool = spool;
        this.keys = new EvidenceKeys(clock);
        this.clock = clock;
    }

    /** The plan's name for it; downloads and page dumps come this way too. */
    public SpooledPiece storeScreenshot(@Body EvidencePiece piece) {
        Instant time = keys.nextTime();
        RunningAttempt attempt = piece.attempt();
        String key = EvidenceKeys.piece(attempt.getJobId(), time, piece.step(), piece.contentType());
        return keep(attempt, time, key, piece.step(), piece.contentType(), piece.bytes());
    }

    /**
     * Closes the attempt, whose outcome is known by now.
     *
     * @param rows the job's events so far, as {@code select-events.sql} gives them
     */
    public SpooledPiece closeAttempt(RunningAttempt attempt, List<Map<String, Object>> rows) {
        Manifest manifest = Manifest.of(attempt, rows.stream().map(EventRow::read).toList(), clock.instant());
        String key = EvidenceKeys.manifest(attempt.getJobId(), attempt.getNumber());
        return keep(attempt, keys.nextTime(), key, MANIFEST, Manifest.CONTENT_TYPE, manifest.json());
    }

    /** The event that tells of a piece, under the lease of its attempt. */
    public JobEvent told(SpooledPiece piece, RunningAttempt attempt, String kind) {
        return piece.event(kind, attempt.getLeaseToken());
    }

    private SpooledPiece keep(RunningAttempt attempt, Instant time, String key, String step, String contentType, byte[] bytes) {
        String id = Spool.newId(EvidenceKeys.text(time), attempt.getJobId(), attempt.getNumber());
        String named = step == null || step.isBlank() ? "step" : step;
        SpooledPiece piece = new SpooledPiece(id, key, contentType, Sha256.of(bytes), attempt.getJobId(),
                attempt.getNumber(), named, time);
        spool.keep(piece, bytes);
        return piece;
    }
}
