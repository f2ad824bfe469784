package io.fnorpa.browser;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of problem that a browser service answers with; each has a stable type URI and an HTTP status. */
public enum ProblemKind {
    ELEMENT_NOT_FOUND(404, "Element not found"),
    ELEMENT_NOT_VISIBLE(409, "Element not visible"),
    TIMEOUT(504, "Time limit reached"),
    PORTAL_UNREACHABLE(502, "Portal unreachable"),
    PORTAL_ERROR(502, "Portal answered with an error"),
    NAVIGATION_BLOCKED(403, "Navigation blocked"),
    DIALOG_UNEXPECTED(409, "Unexpected dialog"),
    SESSION_NOT_FOUND(404, "Session not found"),
    SESSION_EXPIRED(410, "Session expired"),
    SESSION_BUSY(409, "Session busy"),
    BROWSER_CRASHED(500, "Browser crashed"),
    INVALID_COMMAND(400, "Invalid command"),
    UNAUTHORIZED(401, "No valid token"),
    FORBIDDEN(403, "Token is not for this"),
    CAPACITY(503, "No capacity"),
    SHUTTING_DOWN(503, "Shutting down");

    private static final String TYPE_PREFIX = "urn:fnorpa:problem:";

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** {@code element-not-found} */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code urn:fnorpa:problem:element-not-found} */
    public String type() {
        return TYPE_PREFIX + code();
    }

    public static Optional<ProblemKind> ofType(String type) {
        return Arrays.stream(values()).filter(kind -> kind.type().equals(type)).findFirst();
    }
}
