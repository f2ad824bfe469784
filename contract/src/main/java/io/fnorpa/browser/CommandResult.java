package io.fnorpa.browser;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * The answer to a {@link Command} that was done.
 *
 * @param id            of the command
 * @param type          of the command
 * @param durationMs    time it took in the browser, in milliseconds
 * @param url           address of the page afterwards
 * @param value         extract: the text, number or table (a list of maps from column heading to text); wait: which
 *                      target came, {@code target} or {@code or}; expect: {@link Expectation}; dialog: text of the
 *                      dialog seen last, or null; source: the page's HTML with secrets taken out; storage-state: the
 *                      state as JSON; navigate: the HTTP status
 * @param contentType   screenshot, download: media type
 * @param fileName      download: the name the portal gave
 * @param contentBase64 screenshot, download: the bytes
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommandResult(
        String id,
        CommandType type,
        long durationMs,
        String url,
        Object value,
        String contentType,
        String fileName,
        String contentBase64) {

    /** What {@code expect} found. An expectation that is not met is an answer, not an error. */
    public record Expectation(boolean met, String actual) {}
}
