package io.fnorpa.secret;

import java.util.Arrays;
import java.util.Objects;

/**
 * A password, code or token. Its text is had only by {@link #reveal()}; {@code toString} and serializers that rely on
 * it show nothing, so that a secret which strays into a log, a trace or an exception stays a secret. Whoever owns it
 * calls {@link #wipe()} when it has served: then whatever still holds on to this object holds no secret. The texts that
 * {@link #reveal()} gave cannot be wiped, so they are not kept. Thread-safe.
 */
public final class Secret {

    private final char[] text;
    private boolean isWiped;

    private Secret(String text) {
        this.text = Objects.requireNonNull(text, "a secret must have a text").toCharArray();
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    /**
     * The text itself. Call it where the secret is used, never where it is passed on.
     *
     * @throws IllegalStateException if it was wiped
     */
    public synchronized String reveal() {
        if (isWiped) {
            throw new IllegalStateException("This secret was wiped; what it was for is over");
        }
        return new String(text);
    }

    /** Of the text, in characters; also known once it was wiped. */
    public int length() {
        return text.length;
    }

    /** Overwrites the text; it cannot be revealed any more. Again: does nothing. */
    public synchronized void wipe() {
        Arrays.fill(text, '\0');
        isWiped = true;
    }

    @Override
    public String toString() {
        return "(secret)";
    }

    /** By the text; one that was wiped is equal to itself alone. */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Secret secret && isKnown() && secret.isKnown() && Arrays.equals(text, secret.text);
    }

    private synchronized boolean isKnown() {
        return !isWiped;
    }

    @Override
    public int hashCode() {
        return text.length; // the same before and after it was wiped, and it gives nothing away
    }
}
