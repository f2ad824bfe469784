package io.fnorpa.flow.runtime;

/** A text that a regular expression may look at so often and not more: some take for ever to find out that they do not match. */
final class CountedText implements CharSequence {

    /** For a text of some hundred characters, each looked at some thousand times. */
    private static final int MOST_LOOKS = 1_000_000;

    /** It was looked at too often. */
    static final class TooManyLooksException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyLooksException() {
            super("looked at " + MOST_LOOKS + " times", null, false, false);
        }
    }

    private final String text;
    private int looks;

    CountedText(String text) {
        this.text = text;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) {
            throw new TooManyLooksException();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
