package io.fnorpa.browser;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * An error answer: a problem document after RFC 9457, media type {@code application/problem+json}.
 *
 * @param type         stable URI of the kind, see {@link ProblemKind#type()}
 * @param title        of the kind
 * @param status       HTTP status
 * @param detail       what happened, with the target's name and what was there instead; never a secret
 * @param command      id of the command, where there was one
 * @param portalStatus portal-error: the HTTP status that the portal answered
 * @param candidates   element-not-found: roles and names of the closest elements that are there
 * @param failedIndex  execute with a list: index of the command that failed, counted from 0
 * @param results      execute with a list: answers of the commands before it
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String command,
        Integer portalStatus,
        List<String> candidates,
        Integer failedIndex,
        List<CommandResult> results) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemKind kind, String detail) {
        return of(kind, kind.status(), detail);
    }

    /** With another HTTP status than the kind's own: one that says more of a request that could not be read. */
    public static Problem of(ProblemKind kind, int status, String detail) {
        return new Problem(kind.type(), kind.title(), status, detail, null, null, null, null, null);
    }
}
