package io.fnorpa.account;

/** Another attempt's login was waited for in vain. */
public final class LoginWaitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LoginWaitException(String message) {
        super(message);
    }
}
