package io.fnorpa.browsers.kubernetes;

import io.fnorpa.job.AttemptId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The attempts of this instance that wait for a pod, in the order in which they came. News of pods wake them. */
@ApplicationScoped
public class PodLine {

    /** Which news each has seen. */
    private final Map<AttemptId, Long> waiting = new LinkedHashMap<>();
    private long news;

    synchronized void join(AttemptId attempt) {
        waiting.putIfAbsent(attempt, news);
    }

    synchronized void leave(AttemptId attempt) {
        if (waiting.remove(attempt) != null) {
            wake();
        }
    }

    /** It looks for a pod now: what comes after this is news to it. */
    synchronized void look(AttemptId attempt) {
        waiting.replace(attempt, news);
    }

    /** How many came before it; all, for one that is not in the line. */
    synchronized int before(AttemptId attempt) {
        int before = 0;
        for (AttemptId other : waiting.keySet()) {
            if (other.equals(attempt)) {
                return before;
            }
            before++;
        }
        return before;
    }

    /** Something has changed: who waits looks again. */
    synchronized void wake() {
        news++;
        notifyAll();
    }

    /** Waits until there is news since it looked, at most so long. */
    synchronized void await(AttemptId attempt, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long left = limit.toMillis();
        while (left > 0 && waiting.getOrDefault(attempt, -1L) == news) {
            wait(left);
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
    }
}
