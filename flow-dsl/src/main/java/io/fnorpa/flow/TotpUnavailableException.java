package io.fnorpa.flow;

/** No code could be had: the code store is away, the account rests, or there is no secret for it. */
public final class TotpUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and what to do, for the operator; never the secret */
    public TotpUnavailableException(String message) {
        super(message);
    }

    public TotpUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
