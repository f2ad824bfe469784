package io.fnorpa.tools;

/** The command was given something that cannot be meant. The message says what would be right. */
public final class WrongUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WrongUseException(String message) {
        super(message);
    }
}
