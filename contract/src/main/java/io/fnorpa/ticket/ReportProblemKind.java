package io.fnorpa.ticket;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of problem between orchestrator and worker; each has a stable type URI and an HTTP status. */
public enum ReportProblemKind {
    /** The attempt is another's by now, settled, or was cut off from this worker: the flow must stop. */
    ATTEMPT_FENCED(409, "The attempt is over"),
    /** A person cancelled the job: the flow must stop. */
    ATTEMPT_CANCELLED(409, "The job was cancelled"),
    TOTP_UNAVAILABLE(503, "No code can be had"),
    /** What the orchestrator asked of the browser session went wrong there. */
    BROWSER_PROBLEM(502, "The browser session answered with a problem"),
    BROWSER_FAILED(502, "The browser service gave no usable answer"),
    PLATFORM_FAILED(500, "The platform failed"),
    INVALID_REQUEST(400, "The request is not valid"),
    UNAUTHORIZED(401, "No valid token"),
    FORBIDDEN(403, "The token is not for this"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    LENGTH_REQUIRED(411, "The length is missing"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is not of a type that is read here"),
    /** The worker has as many jobs as it takes. */
    WORKER_FULL(503, "The worker is full"),
    /** The worker is ending and takes no more jobs. */
    WORKER_DRAINING(503, "The worker is ending");

    private static final String TYPE_PREFIX = "urn:fnorpa:problem:";

    private final int status;
    private final String title;

    ReportProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** {@code urn:fnorpa:problem:attempt-fenced} */
    public String type() {
        return TYPE_PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<ReportProblemKind> ofType(String type) {
        return Arrays.stream(values()).filter(kind -> kind.type().equals(type)).findFirst();
    }

    /** The first kind with this HTTP status that speaks of the request alone. */
    public static ReportProblemKind ofStatus(int status) {
        return Arrays.stream(values()).filter(kind -> kind.status == status && kind.ordinal() >= PLATFORM_FAILED.ordinal()).findFirst()
                .orElse(PLATFORM_FAILED);
    }
}
