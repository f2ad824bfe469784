package io.fnorpa.otp;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.secret.Secret;
import java.security.InvalidKeyException;
import java.util.List;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;

/** The codes of one account, RFC 6238. */
public final class TotpCodes {

    private final TimeBasedOneTimePasswordGenerator generator;
    private final TimeSteps steps;
    private final SecretKeySpec key;
    private final int length;

    public TotpCodes(FnoSettings.Totp rules, byte[] key) {
        String algorithm = "Hmac" + rules.algorithm();
        this.generator = new TimeBasedOneTimePasswordGenerator(rules.period(), rules.digits(), algorithm);
        this.steps = new TimeSteps(rules.period());
        this.key = new SecretKeySpec(key, algorithm);
        this.length = rules.digits();
    }

    /** The code of a step. */
    public Secret at(long step) {
        return Secret.of(digits(step));
    }

    /** The digits of the steps from first to last, both included. */
    public List<String> between(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(this::digits).toList();
    }

    /** With leading zeros, which are put by hand: eleven codes are made for each reservation, and formatting takes longer than making one. */
    private String digits(long step) {
        try {
            String digits = Integer.toString(generator.generateOneTimePassword(key, steps.beginOf(step)));
            return "0".repeat(length - digits.length()) + digits;
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("A key made by SecretKeySpec is refused by its own algorithm", e);
        }
    }

    @Override
    public String toString() {
        return "codes of " + key.getAlgorithm();
    }
}
