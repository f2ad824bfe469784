package io.fnorpa.token;

/** A token that is missing, malformed, not ours, not for us, or not for now. Its message never holds the token. */
public final class TokenRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    TokenRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why; the value of the metric's tag. */
    public enum Reason {
        MISSING, TWICE, OVERSIZED, MALFORMED, ALGORITHM, UNKNOWN_KEY, SIGNATURE, ISSUER, AUDIENCE, EXPIRED, NOT_YET_VALID
    }
}
