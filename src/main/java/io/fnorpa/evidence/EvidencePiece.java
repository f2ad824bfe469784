package io.fnorpa.evidence;

import io.fnorpa.attempt.RunningAttempt;

/**
 * A picture or a file that an attempt leaves behind.
 *
 * @param attempt     whose
 * @param step        name of the step: {@code service-status}
 * @param contentType media type
 * @param bytes       the thing itself; not copied, and not to be changed
 */
public record EvidencePiece(RunningAttempt attempt, String step, String contentType, byte[] bytes) {

    @Override
    public String toString() {
        return step + " of " + attempt + " (" + contentType + ", " + bytes.length + " bytes)";
    }
}
