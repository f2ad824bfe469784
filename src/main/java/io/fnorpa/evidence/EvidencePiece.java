package io.fnorpa.evidence;

import io.fnorpa.attempt.RunningAttempt;

/**
 * A picture or a file to be kept: the body of {@code direct:store-evidence}.
 *
 * @param step        the flow's step, part of its name
 * @param contentType media type, such as {@code image/png}
 * @param bytes       the content
 */
public record EvidencePiece(RunningAttempt attempt, String step, String contentType, byte[] bytes) {

    @Override
    public String toString() {
        return "evidence '" + step + "' of " + attempt + ", " + bytes.length + " bytes of " + contentType;
    }
}
