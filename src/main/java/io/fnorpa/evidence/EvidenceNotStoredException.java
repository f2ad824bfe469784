package io.fnorpa.evidence;

/** The evidence store did not take an attempt's evidence in time. */
public final class EvidenceNotStoredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EvidenceNotStoredException(String message) {
        super(message);
    }
}
