package io.fnorpa.browser.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a browser service did that it should not: all that the {@link BrowserBreaker} counts. What the portal or the flow
 * caused is not among it, though the browser service is who tells of it.
 */
public enum FailureKind {
    /** It ended while it started, or was not ready in time. */
    NOT_READY,
    /** No answer in time. */
    TIMEOUT,
    /** The connection could not be made, or broke. */
    CONNECTION,
    /** An answer that cannot be understood. */
    ANSWER,
    /** Its Firefox died or hung. */
    CRASHED;

    /** {@code not-ready} */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind whose {@link #code} this is; empty if there is none. */
    public static Optional<FailureKind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** Of what a {@link BrowserClient} throws; empty where the browser service is not to blame. */
    public static Optional<FailureKind> of(RuntimeException thrown) {
        if (thrown instanceof BrowserServiceTimeoutException) {
            return Optional.of(TIMEOUT);
        }
        if (thrown instanceof BrowserServiceConnectionException) {
            return Optional.of(CONNECTION);
        }
        if (thrown instanceof BrowserServiceAnswerException) {
            return Optional.of(ANSWER);
        }
        return thrown instanceof BrowserCrashedException ? Optional.of(CRASHED) : Optional.empty();
    }
}
