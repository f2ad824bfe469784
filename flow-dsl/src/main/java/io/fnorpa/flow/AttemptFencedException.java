package io.fnorpa.flow;

/** The attempt belongs to someone else by now, or was ended by a person. The flow stops and reports nothing more. */
public final class AttemptFencedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AttemptFencedException(String message) {
        super(message);
    }
}
