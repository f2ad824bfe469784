package io.fnorpa.secret;

import java.util.Objects;

/**
 * A password, code or token. Its text is had only by {@link #reveal()}; {@code toString} and serializers that rely on
 * it show nothing, so that a secret which strays into a log, a trace or an exception stays a secret.
 */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = Objects.requireNonNull(text, "a secret must have a text");
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The text itself. Call it where the secret is used, never where it is passed on. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "(secret)";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
