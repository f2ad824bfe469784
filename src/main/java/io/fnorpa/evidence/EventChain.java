package io.fnorpa.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job's list of events, each of which holds the hash of the one before: who changes, drops or puts in one breaks every
 * hash after it. {@link ChainedEvent} says how a hash is made.
 */
@ApplicationScoped
@Named("eventChain")
public class EventChain {

    // Widths of job_event's columns, in bytes as Oracle counts them.
    private static final int KIND = 40;
    private static final int STEP = 200;
    private static final int DETAIL = 2000;
    private static final int CONTENT_TYPE = 100;
    private static final String CUT = "…";

    private final Clock clock;

    EventChain(Clock clock) {
        this.clock = clock;
    }

    /**
     * Puts an event after the job's last one. The caller holds the job's row locked.
     *
     * @param job  number of the job whose row was locked; null if there is none
     * @param last the last event's row with {@code SEQ} and {@code HASH}; null before the first
     * @throws IllegalArgumentException there is no such job
     */
    public ChainedEvent append(JobEvent event, Number job, Map<String, Object> last) {
        if (job == null) {
            throw new IllegalArgumentException("There is no job " + event.jobId() + "; its event '" + event.kind() + "' has no place");
        }
        return append(event, last);
    }

    ChainedEvent append(JobEvent event, Map<String, Object> last) {
        int seq = last == null ? 1 : ((Number) last.get("SEQ")).intValue() + 1;
        String prevHash = last == null ? Sha256.NONE : (String) last.get("HASH");
        return ChainedEvent.of(asStored(event), seq, clock.instant(), prevHash);
    }

    /** What the row will hold is what is hashed: nothing wider than its column; to Oracle an empty text is null. */
    private static JobEvent asStored(JobEvent event) {
        return new JobEvent(event.jobId(), event.attempt(), fitted(event.kind(), KIND), fitted(event.step(), STEP),
                fitted(event.detail(), DETAIL), event.evidenceKey(), fitted(event.contentType(), CONTENT_TYPE), event.sha256());
    }

    private static String fitted(String text, int bytes) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return size(text) <= bytes ? text : cut(text, bytes - size(CUT)) + CUT;
    }

    private static String cut(String text, int bytes) {
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            used += size(Character.toString(c));
            if (used > bytes) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.toString();
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Recomputes a job's list.
     *
     * @param events of one job from its first, in order
     * @return the first thing that is wrong, in words; empty if nothing is
     */
    public static Optional<String> firstFault(List<ChainedEvent> events) {
        String prevHash = Sha256.NONE;
        for (int i = 0; i < events.size(); i++) {
            ChainedEvent event = events.get(i);
            if (event.seq() != i + 1) {
                return Optional.of("event " + (i + 1) + " is missing; the next one is event " + event.seq());
            }
            if (!event.prevHash().equals(prevHash)) {
                return Optional.of("event " + event.seq() + " does not follow the event before it: one of them was replaced");
            }
            if (!event.hash().equals(event.computedHash())) {
                return Optional.of("event " + event.seq() + " (" + event.kind() + ") was changed");
            }
            prevHash = event.hash();
        }
        return Optional.empty();
    }
}
