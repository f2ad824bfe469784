package io.fnorpa.browser.service.secrets;

import java.util.Arrays;

/**
 * A piece of a text as it is compared: (1) in small letters; (2) if it is {@linkplain #read read}, what URLs, HTML, JSON
 * and JavaScript write by its number or name is put back, also where one of them stands in another; (3) white space and
 * quotation marks in a row become one (YAML and CSV double them), and backslashes and signs that nobody sees are left out. Each
 * character knows which part of the text it stands for. However often a text was written in such a way, read it is the
 * same: what was put back is looked at again together with what is before it. Linear in the text's length.
 */
final class PlainText {

    private static final char BLANK = ' ';
    /** With a byte of a percent encoding, until its character is whole: half of a pair, which no text has alone. */
    private static final char BYTE = '\uDC00';
    private static final int FIRST_BYTE_OF_MANY = 0x80;

    private char[] characters;
    private int[] starts;
    private int[] ends;
    private int length;

    private PlainText(int room) {
        characters = new char[room + 2];
        starts = new int[room + 2];
        ends = new int[room + 2];
    }

    /** As it stands, with nothing put back. */
    static PlainText asItStands(String text, int from, int to) {
        PlainText plain = new PlainText(to - from);
        for (int i = from; i < to; i++) {
            plain.squeezeIn(small(text.charAt(i)), i, i + 1);
            if (isSharpS(text.charAt(i))) {
                plain.append('s', i, i + 1);
            }
        }
        return plain;
    }

    /** @param isPlusBlank whether a plus is a blank, as in a form's address */
    static PlainText read(String text, int from, int to, boolean isPlusBlank) {
        PlainText plain = new PlainText(to - from);
        for (int i = from; i < to; i++) {
            plain.push(text.charAt(i), i, i + 1);
            while (plain.putBack()) {
                // what was put back may end something longer
            }
        }
        return plain.squeeze(isPlusBlank);
    }

    int length() {
        return length;
    }

    char at(int index) {
        return characters[index];
    }

    /** Where in the text the character begins. */
    int start(int index) {
        return starts[index];
    }

    /** Where in the text the character ends. */
    int end(int index) {
        return ends[index];
    }

    @Override
    public String toString() {
        return new String(characters, 0, length);
    }

    private void push(char c, int start, int end) {
        append(small(c), start, end);
        if (isSharpS(c)) {
            append('s', start, end);
        }
    }

    private void append(char c, int start, int end) {
        if (length == characters.length) {
            characters = Arrays.copyOf(characters, length * 2);
            starts = Arrays.copyOf(starts, length * 2);
            ends = Arrays.copyOf(ends, length * 2);
        }
        characters[length] = c;
        starts[length] = start;
        ends[length++] = end;
    }

    /** In capital letters it is SS. */
    private static boolean isSharpS(char c) {
        return c == 'ß' || c == 'ẞ';
    }

    private static char small(char c) {
        if (c >= 'A' && c <= 'Z') {
            return (char) (c + ('a' - 'A'));
        }
        if (c > BLANK && c < '\u007f') {
            return c;
        }
        if (isSharpS(c)) {
            return 's';
        }
        return Character.isWhitespace(c) || Character.isSpaceChar(c) ? BLANK : Character.toLowerCase(Character.toUpperCase(c));
    }

    private PlainText squeeze(boolean isPlusBlank) {
        int all = length;
        length = 0;
        for (int i = 0; i < all; i++) {
            squeezeIn(isPlusBlank && characters[i] == '+' ? BLANK : characters[i], starts[i], ends[i]);
        }
        return this;
    }

    private void squeezeIn(char c, int start, int end) {
        if ((c == BLANK || c == '\'' || c == '"') && before(0) == c) {
            ends[length - 1] = end;
        } else if (c != '\\' && (c < '\u007f' || Character.getType(c) != Character.FORMAT)) {
            append(c, start, end);
        }
    }

    /** Whether the text ended with something that was written in another way. It ends with what that means now. */
    private boolean putBack() {
        char last = before(0);
        return last == ';' ? putBackEntity() : isByte(last) ? putBackBytes() : isHex(0, 2) && putBackHex();
    }

    /** The character so many before the last one. */
    private char before(int back) {
        return back < length ? characters[length - 1 - back] : '\0';
    }

    /** {@code %26}, {@code \x26}, {@code &#92;u0026}, {@code %u0026}. */
    private boolean putBackHex() {
        if (before(2) == '%') {
            int value = number(0, 2, 16);
            return replace(3, value < FIRST_BYTE_OF_MANY ? value : BYTE + value);
        }
        if (before(2) == 'x' && before(3) == '\\') {
            return replace(4, number(0, 2, 16));
        }
        return before(4) == 'u' && (before(5) == '\\' || before(5) == '%') && isHex(2, 2) && replace(6, number(0, 4, 16));
    }

    private static boolean isByte(char c) {
        return c >= BYTE + FIRST_BYTE_OF_MANY && c <= BYTE + 0xFF;
    }

    /** The last bytes as the character that they are in UTF-8. */
    private boolean putBackBytes() {
        int codePoint = 0;
        for (int back = 0; back < 4 && isByte(before(back)); back++) {
            int value = before(back) - BYTE;
            int bytes = value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : value >= 0xC0 ? 2 : 1;
            if (bytes > 1) {
                int first = value & (0xFF >> bytes + 1);
                return bytes == back + 1 && replace(bytes, codePoint | first << 6 * back);
            }
            codePoint |= (value & 0x3F) << 6 * back;
        }
        return false;
    }

    private boolean putBackEntity() {
        for (int back = 1; back <= Entities.LONGEST + 1 && back < length; back++) {
            char c = before(back);
            if (c == '&') {
                return replace(back + 1, entity(back - 1));
            }
            if (!Character.isLetterOrDigit(c) && c != '#') {
                return false;
            }
        }
        return false;
    }

    /** What the characters before the last one name; -1 if nothing. */
    private int entity(int characterCount) {
        if (before(characterCount) != '#') {
            return Entities.named(new String(characters, length - 1 - characterCount, characterCount));
        }
        return before(characterCount - 1) == 'x' ? number(1, characterCount - 2, 16) : number(1, characterCount - 1, 10);
    }

    private boolean isHex(int back, int digits) {
        for (int i = back; i < back + digits; i++) {
            if (Character.digit(before(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The number that ends so many characters before the last one; -1 if there is none. */
    private int number(int back, int digits, int radix) {
        long number = digits > 0 ? 0 : -1;
        for (int i = back + digits - 1; i >= back; i--) {
            int digit = Character.digit(before(i), radix);
            if (digit < 0) {
                return -1;
            }
            number = Math.min(number * radix + digit, Integer.MAX_VALUE);
        }
        return (int) number;
    }

    /** Whether there is such a character; it stands instead of the last ones then. */
    private boolean replace(int count, int codePoint) {
        if (!Character.isValidCodePoint(codePoint)) {
            return false;
        }
        int start = starts[length - count];
        int end = ends[length - 1];
        length -= count;
        for (char c : Character.toChars(codePoint)) {
            push(c, start, end);
        }
        return true;
    }
}
