package io.fnorpa.browser.client;

import io.fnorpa.browser.Problem;
import java.util.Optional;

/** A failure of a browser service that another process met and told of: the same exception as if it had been met here. */
public final class ToldFailure {

    private static final String TIMEOUT = "timeout";
    private static final String CONNECTION = "connection";
    private static final String ANSWER = "answer";
    private static final String BREAKER_OPEN = "breaker-open";
    private static final String INTERRUPTED = "interrupted";

    private ToldFailure() {}

    /** @param problem as the browser service answered it */
    public static BrowserException of(Problem problem) {
        return BrowserException.of(problem);
    }

    /**
     * @param failure what {@link #nameOf} said
     * @param message of the exception there
     */
    public static RuntimeException of(String failure, String message) {
        return switch (String.valueOf(failure)) {
            case TIMEOUT -> new BrowserServiceTimeoutException(message, null);
            case ANSWER -> new BrowserServiceAnswerException(message);
            case BREAKER_OPEN -> new BrowserBreakerOpenException(message);
            case INTERRUPTED -> new BrowserCallInterruptedException(message, null);
            default -> new BrowserServiceConnectionException(message, null);
        };
    }

    /** The name under which an exception travels; empty if it is none of a browser service that gave no usable answer. */
    public static Optional<String> nameOf(Throwable failure) {
        if (failure instanceof BrowserServiceTimeoutException) {
            return Optional.of(TIMEOUT);
        }
        if (failure instanceof BrowserServiceAnswerException) {
            return Optional.of(ANSWER);
        }
        if (failure instanceof BrowserBreakerOpenException) {
            return Optional.of(BREAKER_OPEN);
        }
        if (failure instanceof BrowserCallInterruptedException) {
            return Optional.of(INTERRUPTED);
        }
        return failure instanceof BrowserServiceException ? Optional.of(CONNECTION) : Optional.empty();
    }
}
