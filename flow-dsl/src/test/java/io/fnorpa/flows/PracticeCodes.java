package io.fnorpa.flows;

import io.fnorpa.secret.Secret;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The codes of Octotel's practice account (RFC 6238, SHA-1, six digits, 30 s). */
final class PracticeCodes {

    private static final String KEY = "PRACT3CEOCT6TELSANDB6XSECRET7KEY";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String DIGITS32 = "0123456789abcdefghijklmnopqrstuv";
    private static final int PERIOD = 30;
    private static final int MODULUS = 1_000_000;

    private PracticeCodes() {}

    static long stepAt(Instant time) {
        return time.getEpochSecond() / PERIOD;
    }

    static Secret code(long step) {
        byte[] hash = hash(step);
        int offset = hash[hash.length - 1] & 0x0F;
        int truncated = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & Integer.MAX_VALUE;
        return Secret.of("%06d".formatted(truncated % MODULUS));
    }

    private static byte[] hash(long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key(), "HmacSHA1"));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key's letters stand for five bits each; 32 of them are 20 bytes. */
    private static byte[] key() {
        StringBuilder number = new StringBuilder();
        KEY.chars().forEach(letter -> number.append(DIGITS32.charAt(BASE32.indexOf(letter))));
        byte[] bytes = new BigInteger(number.toString(), BASE32.length()).toByteArray();
        byte[] key = new byte[KEY.length() * 5 / Byte.SIZE];
        int length = Math.min(bytes.length, key.length);
        System.arraycopy(bytes, bytes.length - length, key, key.length - length, length);
        return key;
    }
}
