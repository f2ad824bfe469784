package io.fnorpa.browser.client;

/**
 * What a browser service says of itself.
 *
 * @param status what it can do now
 * @param detail why, where it cannot; may be null
 */
public record Readiness(Status status, String detail) {

    /** The plan's words, and one for a service that gives no answer. */
    public enum Status { READY, INITIALIZING, ERROR, UNREACHABLE }

    public boolean isReady() {
        return status == Status.READY;
    }
}
