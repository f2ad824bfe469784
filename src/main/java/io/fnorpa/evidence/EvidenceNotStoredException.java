package io.fnorpa.evidence;

/** An attempt's evidence did not reach S3 in time, or cannot any more. The message says why and what to do. */
public final class EvidenceNotStoredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EvidenceNotStoredException(String message) {
        super(message);
    }
}
