package io.fnorpa.browser.service.egress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** What the proxy did not let through or could not reach, newest last, so that a failed command can say why. */
public final class EgressJournal {

    private static final int KEPT = 200;

    private final Deque<Refusal> refusals = new ArrayDeque<>();
    private long next;

    /** Why a request got no answer from the portal. */
    public enum Reason { BLOCKED, UNREACHABLE }

    /**
     * One request that got no answer from the portal.
     *
     * @param number counts up
     * @param detail what a person needs to know of it
     */
    public record Refusal(long number, Reason reason, String host, String detail) {}

    synchronized void add(Reason reason, String host, String detail) {
        if (refusals.size() == KEPT) {
            refusals.removeFirst();
        }
        refusals.addLast(new Refusal(next++, reason, host, detail));
    }

    /** A mark for {@link #lastFor}: what is written from now on. */
    public synchronized long now() {
        return next;
    }

    /** The newest refusal of a host since a mark. */
    public synchronized Optional<Refusal> lastFor(String host, long since) {
        String name = EgressRules.canonical(host);
        for (Iterator<Refusal> newest = refusals.descendingIterator(); newest.hasNext();) {
            Refusal refusal = newest.next();
            if (refusal.number() >= since && refusal.host().equals(name)) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }
}
