package io.fnorpa.sandbox.octotel;

import java.util.Locale;

/** RFC 4648 section 6, as authenticator apps write keys: spaces and padding do not matter. */
public final class Base32 {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SHORTEST = 16;

  private Base32() {}

  /**
   * @throws IllegalArgumentException if a character is not of the alphabet or the key is shorter than 80 bits;
   *     the message does not show the key
   */
  public static byte[] decode(String text) {
    String digits = text.replace(" ", "").replace("=", "").toUpperCase(Locale.ROOT);
    if (digits.length() < SHORTEST) {
      throw new IllegalArgumentException("A base32 key wants at least " + SHORTEST + " characters.");
    }
    byte[] bytes = new byte[digits.length() * 5 / 8];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (char digit : digits.toCharArray()) {
      buffer = buffer << 5 | value(digit);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (buffer >> bits);
        buffer &= (1 << bits) - 1;
      }
    }
    return bytes;
  }

  private static int value(char digit) {
    int value = ALPHABET.indexOf(digit);
    if (value < 0) {
      throw new IllegalArgumentException("A base32 key has only the letters A-Z and the digits 2-7.");
    }
    return value;
  }
}
