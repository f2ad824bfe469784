package io.fnorpa.flow;

/** The portal refused a code. */
public final class TotpRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TotpRefusedException(String message) {
        super(message);
    }
}
