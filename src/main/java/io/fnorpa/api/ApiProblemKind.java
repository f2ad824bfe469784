package io.fnorpa.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of problem that the API answers with; each has a stable type URI and an HTTP status. */
public enum ApiProblemKind {
    INVALID_REQUEST(400, "The request is not valid"),
    MALFORMED_JSON(400, "The body is not JSON"),
    UNAUTHORIZED(401, "No valid token"),
    FORBIDDEN(403, "The role does not allow this"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    CONFLICT(409, "Not possible in this state"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is not of a type that is read here"),
    INTERNAL(500, "The platform failed"),
    EVIDENCE_CHANGED(500, "Evidence was changed"),
    UNAVAILABLE(503, "Not available for now");

    private final int status;
    private final String title;

    ApiProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** {@code urn:fnorpa:problem:not-found} */
    public String type() {
        return "urn:fnorpa:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The first kind with this HTTP status. */
    static Optional<ApiProblemKind> ofStatus(int status) {
        return Arrays.stream(values()).filter(kind -> kind.status == status).findFirst();
    }
}
