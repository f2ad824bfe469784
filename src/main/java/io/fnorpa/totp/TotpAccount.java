package io.fnorpa.totp;

import io.fnorpa.account.PortalAccount;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.flow.runtime.FnoSettings;

/**
 * A login of an FNO's portal that has codes.
 *
 * @param name       what keys and receipts call it: {@code octotel}, for a further account {@code octotel:night}
 * @param secretName name of the file that holds its key: {@code octotel-totp-secret}, {@code octotel.night-totp-secret}
 * @param rules      how its codes are made
 */
public record TotpAccount(String name, String secretName, FnoSettings.Totp rules) {

    /** The FNO's first account; an FNO without codes is a {@link TotpUnavailableException}. */
    public static TotpAccount of(FnoSettings settings) {
        return of(settings, PortalAccount.first(settings.fno()));
    }

    /** One of the FNO's accounts; an FNO without codes is a {@link TotpUnavailableException}. */
    public static TotpAccount of(FnoSettings settings, PortalAccount account) {
        FnoSettings.Totp rules = settings.totp().orElseThrow(() -> new TotpUnavailableException("A flow of " + settings.fno()
                + " asks for a code, but " + settings.fno() + "/" + FnoSettings.FILE
                + " has no totp section. Add one, or take browser:totp out of the flow."));
        return new TotpAccount(account.key(), settings.secretFile(account.name(), "totp-secret"), rules);
    }

    TimeSteps steps() {
        return new TimeSteps(rules.period());
    }
}
