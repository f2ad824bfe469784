package io.fnorpa.sandbox.octotel;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The codes of one key by RFC 6238 (HMAC-SHA-1, T0 = 0). The portal's own arithmetic, so that it does not share
 * a mistake with whoever logs in. Safe for many threads.
 */
public final class TimeBasedCodes {
  private final SecretKeySpec key;
  private final long periodSeconds;
  private final int digits;

  /**
   * @param key raw bytes
   * @param period whole seconds
   * @param digits 6 to 8
   */
  public TimeBasedCodes(byte[] key, Duration period, int digits) {
    this.key = new SecretKeySpec(key, "HmacSHA1");
    this.periodSeconds = period.toSeconds();
    this.digits = digits;
  }

  /** The time step T of RFC 6238 section 4.2. */
  public long stepAt(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), periodSeconds);
  }

  /** The code of that step, with leading zeros. */
  public String code(long step) {
    byte[] hash = hash(step);
    int offset = hash[hash.length - 1] & 0x0F;
    int truncated = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7FFFFFFF;
    int modulus = (int) Math.pow(10, digits);
    return String.format("%0" + digits + "d", truncated % modulus);
  }

  private byte[] hash(long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(key);
      return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HmacSHA1.", e);
    }
  }
}
