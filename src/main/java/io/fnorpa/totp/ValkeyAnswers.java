package io.fnorpa.totp;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what Valkey's client has under way, on a thread that may wait. */
final class ValkeyAnswers {

    private ValkeyAnswers() {}

    /** @throws CompletionException it failed, or did not come in time; the cause says how */
    static <T> T within(Duration limit, Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new CompletionException(new TimeoutException("no answer within " + limit.toMillis() + " ms"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(new InterruptedException("told to end while waiting for Valkey"));
        }
    }
}
