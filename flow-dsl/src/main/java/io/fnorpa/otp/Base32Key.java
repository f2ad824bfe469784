package io.fnorpa.otp;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a key as portals show it: Base32 of RFC 4648, section 6. Spaces, hyphens and lower case are taken, and padding
 * may be missing, since people type and copy these keys.
 */
public final class Base32Key {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String ADDRESS = "otpauth:";
    private static final int BITS_OF_DIGIT = 5;
    private static final int BITS_OF_BYTE = 8;
    private static final int GROUP = 8;
    /** Digits in an incomplete group that no bytes could have made. */
    private static final Set<Integer> IMPOSSIBLE = Set.of(1, 3, 6);

    private Base32Key() {}

    /** @throws IllegalArgumentException it is not Base32; the message says where and shows nothing of the key */
    public static byte[] decode(String text) {
        if (text.strip().toLowerCase(Locale.ROOT).startsWith(ADDRESS)) {
            throw new IllegalArgumentException("it is the whole address of a QR code; only what stands between secret= and the next & is the key");
        }
        String digits = digits(text);
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("it holds no key");
        }
        if (IMPOSSIBLE.contains(digits.length() % GROUP)) {
            throw new IllegalArgumentException("a Base32 key cannot have " + digits.length()
                    + " digits; one is missing or too many");
        }
        return bytes(digits);
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        boolean padding = false;
        for (int i = 0; i < text.length(); i++) {
            char c = Character.toUpperCase(text.charAt(i));
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '-') { // also the space that does not break, of web pages
                continue;
            }
            padding |= c == '=';
            if (c != '=' && (padding || ALPHABET.indexOf(c) < 0)) {
                throw new IllegalArgumentException("character " + (i + 1)
                        + " is none of Base32, which has the letters A to Z and the digits 2 to 7");
            }
            if (c != '=') {
                digits.append(c);
            }
        }
        return digits.toString();
    }

    private static byte[] bytes(String digits) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < digits.length(); i++) {
            buffer = (buffer << BITS_OF_DIGIT) | ALPHABET.indexOf(digits.charAt(i));
            bits += BITS_OF_DIGIT;
            if (bits >= BITS_OF_BYTE) {
                bits -= BITS_OF_BYTE;
                bytes.write(buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
