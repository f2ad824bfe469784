package io.fnorpa.browser.service.session;

import io.fnorpa.browser.ProblemKind;
import io.fnorpa.browser.service.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * A session's place in the service, from when it is reserved until nothing of the session is left. Each call holds a thread of
 * the service, while it runs and while it waits for the session to be opened or ended; those for one session must leave
 * enough for the others.
 */
final class Place {

    /** Commands and requests to open it, beside the one that opens it. */
    static final int MOST_CALLS = 10;
    /** Requests to close it, which must get through where all others wait: the first, and one that is sent again. */
    static final int MOST_CLOSES = 2;

    private final String subject;
    private final CompletableFuture<Session> session = new CompletableFuture<>();
    private final Semaphore calls = new Semaphore(MOST_CALLS);
    private final Semaphore closes = new Semaphore(MOST_CLOSES);

    Place(String subject) {
        this.subject = subject;
    }

    /** The session, once it is open. */
    CompletableFuture<Session> session() {
        return session;
    }

    boolean isOf(String otherSubject) {
        return subject.equals(otherSubject);
    }

    /** Does what a call wants, or refuses to look at it. */
    <T> T call(Supplier<T> call) {
        return within(calls, MOST_CALLS + " calls under way; this one was not looked at", call);
    }

    /** The same for a call that closes the session. */
    void close(Runnable close) {
        within(closes, MOST_CLOSES + " calls under way that close it; this one was not looked at", () -> {
            close.run();
            return null;
        });
    }

    private static <T> T within(Semaphore most, String tooMany, Supplier<T> call) {
        if (!most.tryAcquire()) {
            throw ProblemException.of(ProblemKind.SESSION_BUSY, "The session has " + tooMany);
        }
        try {
            return call.get();
        } finally {
            most.release();
        }
    }
}
