package io.fnorpa.evidence;

import io.fnorpa.database.TextColumn;
import io.fnorpa.flow.AttemptFencedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
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

    private final Clock clock;

    EventChain(Clock clock) {
        this.clock = clock;
    }

    /**
     * Puts an event after the job's last one. The caller holds the job's row locked.
     *
     * @param job  number of the job whose row was locked; null if there is none
     * @param last the last event's row with {@code SEQ} and {@code HASH}; null before the first
     * @throws AttemptFencedException   the job is not under the lease of the attempt that tells of itself
     * @throws IllegalArgumentException there is no such job
     */
    public ChainedEvent append(JobEvent event, Number job, Map<String, Object> last) {
        if (job == null && event.leaseToken() != null) {
            throw new AttemptFencedException("Job " + event.jobId() + " is not under the lease of attempt " + event.attempt()
                    + " any more; its event '" + event.kind() + "' is not written");
        }
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
        return new JobEvent(event.jobId(), event.attempt(), TextColumn.KIND.fit(event.kind()), TextColumn.STEP.fit(event.step()),
                TextColumn.DETAIL.fit(event.detail()), event.evidenceKey(), TextColumn.CONTENT_TYPE.fit(event.contentType()), event.sha256(),
                event.leaseToken());
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
