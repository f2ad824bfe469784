package io.fnorpa.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password or key from the configuration. Its text form shows nothing. */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Called by the configuration for each property of this type. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  public String reveal() {
    return value;
  }

  /** Compares in constant time; null is never equal. */
  public boolean matches(String candidate) {
    return candidate != null && MessageDigest.isEqual(bytes(value), bytes(candidate));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
