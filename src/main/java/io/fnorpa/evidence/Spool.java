package io.fnorpa.evidence;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.config.PlatformConfig;
import io.fnorpa.flow.AttemptFencedException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.File;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/**
 * Evidence on its way to S3. A piece's life: written and durable → taken by one thread → delivered and gone, or missed
 * and tried again later. What a former incarnation left behind is delivered by the next one, since all that counts is in
 * the {@link SpoolFolder}. Delivering twice does no harm: same key, same bytes. Safe for several threads.
 */
@ApplicationScoped
@Named("spool")
public class Spool {

    private static final Logger LOG = Logger.getLogger(Spool.class);

    private final SpoolFolder folder;
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> misses = new ConcurrentHashMap<>();
    private final Object delivery = new Object();

    @Inject
    Spool(PlatformConfig config, MeterRegistry meters) {
        this(config.evidence().spoolDir());
        Gauge.builder("rpa.evidence.spool.pieces", this, Spool::waiting)
                .description("Pieces of evidence that S3 has not taken yet").register(meters);
        Gauge.builder("rpa.evidence.spool.damaged", this, Spool::damaged)
                .description("Pieces of evidence that were damaged on disk").register(meters);
    }

    Spool(Path dir) {
        this.folder = new SpoolFolder(dir);
    }

    static String newId(String time, long jobId, int attempt) {
        return SpoolFolder.id(time, jobId, attempt, UUID.randomUUID().toString().substring(0, 8));
    }

    /** Keeps a piece. It is durable when the call returns. */
    void keep(SpooledPiece piece, byte[] bytes) {
        folder.write(piece, bytes);
    }

    /** How many pieces wait. */
    public int waiting() {
        return folder.ids().size();
    }

    /** How many pieces were set aside because they are not what was put there. */
    public int damaged() {
        return folder.damagedIds().size();
    }

    /**
     * The pieces that wait and that nobody has taken: first those that were missed least often, so that a bad one keeps
     * no other waiting; among equals the oldest first.
     */
    public List<SpooledPiece> due() {
        return folder.ids().stream().filter(id -> !taken.contains(id))
                .sorted(Comparator.comparing((String id) -> misses.getOrDefault(id, 0)).thenComparing(Comparator.naturalOrder()))
                .map(this::read).filter(Objects::nonNull).toList();
    }

    private SpooledPiece read(String id) {
        try {
            return folder.read(id);
        } catch (PieceDamagedException e) {
            setAside(id, e);
            return null;
        }
    }

    /** Takes a piece for this thread; false if another one has it, or it is delivered already. */
    public boolean take(@Body SpooledPiece piece) {
        if (!taken.add(piece.id())) {
            return false;
        }
        if (folder.has(piece.id())) {
            return true;
        }
        taken.remove(piece.id());
        return false;
    }

    /**
     * The file with the piece's bytes, looked at once more.
     *
     * @throws PieceDamagedException they are not those that were kept
     */
    public File file(SpooledPiece piece) {
        return folder.bytes(piece).toFile();
    }

    /** The attempt is not ours any more, so what it left is nobody's; says so again. */
    public void forget(SpooledPiece piece, AttemptFencedException fenced) {
        folder.remove(piece.id());
        throw fenced;
    }

    /** S3 has it. */
    public void delivered(SpooledPiece piece) {
        folder.remove(piece.id());
        misses.remove(piece.id());
        letGo(piece);
    }

    /** It did not get there; a damaged one never will. */
    public void missed(SpooledPiece piece, Exception cause) {
        if (cause instanceof PieceDamagedException) {
            setAside(piece.id(), cause);
        } else {
            misses.merge(piece.id(), 1, Integer::sum);
        }
        letGo(piece);
    }

    private void setAside(String id, Exception cause) {
        folder.setAside(id);
        misses.remove(id);
        LOG.errorf("Evidence is damaged and is not sent: %s. Its description is set aside in %s.", cause.getMessage(), folder.dir());
    }

    private void letGo(SpooledPiece piece) {
        taken.remove(piece.id());
        synchronized (delivery) {
            delivery.notifyAll();
        }
    }

    /** Whether pieces of this attempt wait. */
    public boolean holds(@Body RunningAttempt attempt) {
        return folder.ids().stream().anyMatch(id -> SpoolFolder.isOf(id, attempt.getJobId(), attempt.getNumber()));
    }

    /** Whether pieces of this attempt were set aside as damaged. */
    boolean holdsDamaged(RunningAttempt attempt) {
        return folder.damagedIds().stream().anyMatch(id -> SpoolFolder.isOf(id, attempt.getJobId(), attempt.getNumber()));
    }

    /** Waits until some piece has come or failed to come to S3, or the time is over. */
    void awaitNews(long millis) throws InterruptedException {
        synchronized (delivery) {
            delivery.wait(millis);
        }
    }

    Path dir() {
        return folder.dir();
    }
}
