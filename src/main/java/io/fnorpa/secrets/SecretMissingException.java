package io.fnorpa.secrets;

/** A secret's file is not there, empty or not to be read. The message names the file and never its content. */
public final class SecretMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SecretMissingException(String message) {
        super(message);
    }

    SecretMissingException(String message, Throwable cause) {
        super(message, cause);
    }
}
