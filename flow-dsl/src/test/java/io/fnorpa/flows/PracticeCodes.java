package io.fnorpa.flows;

import io.fnorpa.flow.runtime.FnoSettings.Totp;
import io.fnorpa.flow.runtime.FnoSettings.Totp.Algorithm;
import io.fnorpa.otp.Base32Key;
import io.fnorpa.otp.TimeSteps;
import io.fnorpa.otp.TotpCodes;
import io.fnorpa.secret.Secret;
import java.time.Duration;
import java.time.Instant;

/** The codes of Octotel's practice account (RFC 6238, SHA-1, six digits, 30 s). */
final class PracticeCodes {

    private static final Totp RULES = new Totp(6, Duration.ofSeconds(30), Algorithm.SHA1);
    private static final TotpCodes CODES = new TotpCodes(RULES, Base32Key.decode("PRACT3CEOCT6TELSANDB6XSECRET7KEY"));

    private PracticeCodes() {}

    static long stepAt(Instant time) {
        return new TimeSteps(RULES.period()).at(time);
    }

    static Secret code(long step) {
        return CODES.at(step);
    }
}
