package io.fnorpa.totp;

import io.fnorpa.account.PortalAccount;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.otp.TimeSteps;
import java.util.List;

/**
 * A login of an FNO's portal that has codes.
 *
 * @param name       what keys and receipts call it: {@code octotel}, for a further account {@code octotel:night}
 * @param secretName name of the file that holds its key: {@code octotel-totp-secret}, {@code octotel.night-totp-secret}
 * @param others     the files' names of the FNO's other accounts, whose keys must be others
 * @param rules      how its codes are made
 */
public record TotpAccount(String name, String secretName, List<String> others, FnoSettings.Totp rules) {

    private static final String KEY = "totp-secret";

    /** One of the FNO's accounts; an FNO without codes is a {@link TotpUnavailableException}. */
    public static TotpAccount of(FnoSettings settings, PortalAccount account) {
        FnoSettings.Totp rules = settings.totp().orElseThrow(() -> new TotpUnavailableException("A flow of " + settings.fno()
                + " asks for a code, but " + settings.fno() + "/" + FnoSettings.FILE
                + " has no totp section. Add one, or take browser:totp out of the flow."));
        List<String> others = settings.accounts().stream().filter(name -> !name.equals(account.name()))
                .map(name -> settings.secretFile(name, KEY)).toList();
        return new TotpAccount(account.key(), settings.secretFile(account.name(), KEY), others, rules);
    }

    TimeSteps steps() {
        return new TimeSteps(rules.period());
    }
}
