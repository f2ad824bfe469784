package io.fnorpa.evidence;

/** A piece in the spool is not what was put there. It is never sent on. */
public final class PieceDamagedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PieceDamagedException(String message) {
        super(message);
    }
}
