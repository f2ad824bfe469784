package io.fnorpa.workers;

import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.flow.AttemptFencedException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An attempt whose flow runs at a worker, as the orchestrator that holds it sees it: open from before the worker is asked until
 * its report is there or it counts as lost. While it is open its calls are let in, each once: one that comes again under the number
 * of the last gets the last one's answer. Each call says that the worker lives. Once it is closed none is let in, and
 * {@link #close} waits for those that are inside, so that nothing is written for an attempt that is being settled.
 */
final class RemoteRun {

    private final RunningAttempt attempt;
    private URI worker;
    private boolean closed;
    private int inside;
    private long lastNumber;
    private CompletableFuture<CallAnswer> lastAnswer;
    private long heardAt = System.nanoTime();

    RemoteRun(RunningAttempt attempt) {
        this.attempt = attempt;
    }

    RunningAttempt attempt() {
        return attempt;
    }

    synchronized URI worker() {
        return worker;
    }

    synchronized void at(URI address) {
        worker = address;
        heardAt = System.nanoTime();
    }

    /** How long nothing was heard of the worker. */
    synchronized Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    synchronized void heard() {
        requireOpen();
        heardAt = System.nanoTime();
    }

    private void requireOpen() {
        if (closed || attempt.isFenced()) {
            throw new AttemptFencedException("Attempt " + attempt + " is not this instance's any more, or not this worker's");
        }
        if (attempt.getCancelledBy() != null) {
            throw new AttemptFencedException("The job of " + attempt + " was cancelled by " + attempt.getCancelledBy());
        }
    }

    /**
     * Lets a call in.
     *
     * @param number 1 for the first
     * @throws AttemptFencedException the attempt is over
     */
    synchronized RemoteCall enter(long number) {
        heard();
        if (number == lastNumber && lastAnswer != null) {
            return new RemoteCall(this, false, lastAnswer);
        }
        if (number < lastNumber || lastAnswer != null && !lastAnswer.isDone()) {
            throw ReportRefusal.invalid("Call " + number + " of " + attempt + " comes while or after call " + lastNumber + "; calls come one after the other");
        }
        lastNumber = number;
        lastAnswer = new CompletableFuture<>();
        inside++;
        return new RemoteCall(this, true, lastAnswer);
    }

    private synchronized void leave() {
        inside--;
        heardAt = System.nanoTime();
        notifyAll();
    }

    /**
     * No call is let in any more.
     *
     * @param limit calls that are inside are waited for so long
     * @return false if one still is
     */
    synchronized boolean close(Duration limit) {
        closed = true;
        long end = System.nanoTime() + limit.toNanos();
        while (inside > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /**
     * What a call was answered with.
     *
     * @param status HTTP status
     * @param body   JSON; null for none
     */
    record CallAnswer(int status, String mediaType, byte[] body) {}

    /** One call, or one that came again. */
    static final class RemoteCall {

        private final RemoteRun run;
        private final boolean first;
        private final CompletableFuture<CallAnswer> answer;

        private RemoteCall(RemoteRun run, boolean first, CompletableFuture<CallAnswer> answer) {
            this.run = run;
            this.first = first;
            this.answer = answer;
        }

        RunningAttempt attempt() {
            return run.attempt;
        }

        boolean isFirst() {
            return first;
        }

        void end(CallAnswer given) {
            if (answer.complete(given)) {
                run.leave();
            }
        }

        /** What the first one is answered with, once it is. */
        CallAnswer ofTheFirst(Duration limit) throws InterruptedException, TimeoutException {
            try {
                return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
