package io.fnorpa.secrets;

/** A secret that is not where it should be; the message names the file, never a content. */
public final class SecretMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SecretMissingException(String message) {
        super(message);
    }
}
