package io.fnorpa.token.attack;

import io.fnorpa.token.TokenRefusedException.Reason;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Signatures that are none, also those that Java once took for every text ("psychic", CVE-2022-21449). */
final class AttacksOnTheSignature {

    /** Of P-256. */
    private static final BigInteger ORDER = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final int HALF = 32;

    private AttacksOnTheSignature() {}

    static void addTo(AttackTable table) {
        TokenForge forge = table.forge();
        byte[] good = forge.signature();
        signature(table, "no signature", new byte[0]);
        signature(table, "a signature of zeros", new byte[2 * HALF]);
        signature(table, "a longer signature of zeros", new byte[3 * HALF]);
        signature(table, "a signature with r and s of the order", pair(ORDER, ORDER));
        signature(table, "a signature with r of zero", pair(BigInteger.ZERO, BigInteger.ONE));
        signature(table, "a signature with s of zero", pair(BigInteger.ONE, BigInteger.ZERO));
        signature(table, "a signature with s beyond the order", pair(new BigInteger(1, Arrays.copyOf(good, HALF)), ORDER.add(BigInteger.ONE)));
        signature(table, "a signature cut short", Arrays.copyOf(good, good.length - 1));
        signature(table, "a signature with a byte more", Arrays.copyOf(good, good.length + 1));
        byte[] another = good.clone();
        another[HALF] ^= 1;
        signature(table, "a signature with another bit", another);
        table.token("a signature in DER", Reason.SIGNATURE, forge.signed(forge.header(), forge.payload(), "SHA256withECDSA", forge.platformKey()));
        table.token("another payload under a good signature", Reason.SIGNATURE,
                forge.unsigned(forge.header(), forge.payload(fields -> fields.put("sub", "job/43/attempt/1")), good));
        table.token("another header under a good signature", Reason.SIGNATURE,
                forge.unsigned(forge.header(fields -> fields.put("typ", "jwt")), forge.payload(), good));
    }

    private static void signature(AttackTable table, String name, byte[] signature) {
        TokenForge forge = table.forge();
        table.token(name, Reason.SIGNATURE, forge.unsigned(forge.header(), forge.payload(), signature));
    }

    private static byte[] pair(BigInteger r, BigInteger s) {
        return ByteBuffer.allocate(2 * HALF).put(half(r)).put(half(s)).array();
    }

    private static byte[] half(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] half = new byte[HALF];
        int length = Math.min(HALF, bytes.length);
        System.arraycopy(bytes, bytes.length - length, half, HALF - length, length);
        return half;
    }
}
