package io.fnorpa.totp;

/** The TOTP store gave no answer, or did not confirm a reservation. It may be better in a moment. */
public final class TotpStoreAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TotpStoreAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
