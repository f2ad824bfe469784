package io.fnorpa.account;

/** Valkey gave no answer about an account. */
public final class AccountStoreAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AccountStoreAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
