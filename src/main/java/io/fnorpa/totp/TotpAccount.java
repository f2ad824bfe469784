package io.fnorpa.totp;

import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.flow.runtime.FnoSettings;

/**
 * A login of an FNO's portal that has codes.
 *
 * @param name       what keys and receipts call it: the provider's id, {@code octotel}
 * @param secretName name of the file that holds its key: {@code octotel-totp-secret}
 * @param rules      how its codes are made
 */
public record TotpAccount(String name, String secretName, FnoSettings.Totp rules) {

    /** The FNO's one account; an FNO without codes is a {@link TotpUnavailableException}. */
    public static TotpAccount of(FnoSettings settings) {
        FnoSettings.Totp rules = settings.totp().orElseThrow(() -> new TotpUnavailableException("A flow of " + settings.fno()
                + " asks for a code, but " + settings.fno() + "/" + FnoSettings.FILE
                + " has no totp section. Add one, or take browser:totp out of the flow."));
        return new TotpAccount(settings.fno(), settings.secretFile("totp-secret"), rules);
    }

    TimeSteps steps() {
        return new TimeSteps(rules.period());
    }
}
