package io.fnorpa.bench.pool;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Simulated time: what is to happen when. What is due at the same time happens in the order in which it was said. */
final class Timeline {

    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::order));
    private Instant now;
    private long order;

    private record Event(Instant at, long order, Runnable what) {}

    Timeline(Instant begin) {
        this.now = begin;
    }

    Instant now() {
        return now;
    }

    void at(Instant time, Runnable what) {
        events.add(new Event(time, order++, what));
    }

    /** Until the end, excluded; what is left is not done. */
    void runUntil(Instant end) {
        while (!events.isEmpty() && events.peek().at().isBefore(end)) {
            Event event = events.poll();
            now = event.at();
            event.what().run();
        }
        now = end;
    }
}
