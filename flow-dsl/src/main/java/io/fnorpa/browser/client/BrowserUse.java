package io.fnorpa.browser.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One browser service in one job's hands, as the {@link BrowserBreaker} sees it: from the moment when it is wanted until
 * its session is closed. It is counted once, however many calls fail on it.
 */
public final class BrowserUse {

    private final BrowserBreaker breaker;
    private boolean begun;
    private boolean answered;
    private boolean failed;
    private boolean told;
    private final CompletableFuture<String> lost = new CompletableFuture<>();

    BrowserUse(BrowserBreaker breaker) {
        this.breaker = breaker;
    }

    /** Asks the breaker, unless it has let this use begin already. */
    public synchronized boolean tryBegin() {
        if (!begun) {
            begun = breaker.admit(this);
        }
        return begun;
    }

    /** @throws BrowserBreakerOpenException the breaker lets it not begin */
    public void begin() {
        if (!tryBegin()) {
            throw breaker.refusal();
        }
    }

    /** The browser service failed. Only the first failure counts, and none before {@link #begin} or after the end. */
    public synchronized void failed(FailureKind kind, RuntimeException failure) {
        failed = true;
        if (tell()) {
            breaker.failed(this, kind, failure);
        }
    }

    public synchronized boolean hasFailed() {
        return failed;
    }

    /**
     * Its browser service is gone, as somebody has seen who need not wait for a connection to break: the call under way fails
     * now, and further ones fail at once.
     */
    public void lost(String why) {
        lost.complete(why);
    }

    /** Completes with the reason when the browser service is gone. */
    CompletableFuture<String> whenLost() {
        return lost;
    }

    /** What its browser service does from now on is the platform's doing: a person cancelled the job, or the process ends. */
    public synchronized void abandon() {
        if (tell()) {
            breaker.toldNothing(this);
        }
    }

    /** It is over. It went well if the browser service has answered and not failed. */
    public synchronized void end() {
        if (!tell()) {
            return;
        }
        if (answered) {
            breaker.wentWell(this);
        } else {
            breaker.toldNothing(this);
        }
    }

    private boolean tell() {
        boolean first = begun && !told;
        told = told || begun;
        return first;
    }

    /** Makes a call, and learns from how it went. */
    <T> T watch(Supplier<T> call) {
        try {
            T answer = call.get();
            learn(null);
            return answer;
        } catch (RuntimeException e) {
            learn(e);
            throw e;
        }
    }

    private synchronized void learn(RuntimeException thrown) {
        if (thrown == null) {
            answered = true;
            return;
        }
        FailureKind.of(thrown).ifPresentOrElse(kind -> failed(kind, thrown),
                () -> answered = answered || thrown instanceof BrowserException);
    }
}
