package io.fnorpa.account;

import io.fnorpa.flow.runtime.FnoSettings;
import java.util.List;

/**
 * A login at an FNO's portal.
 *
 * @param provider the FNO's id: {@code octotel}
 * @param name     as {@code accounts} of fno.yaml names it; {@code default} for the one that every FNO has
 */
public record PortalAccount(String provider, String name) {

    /** The account that every FNO has. */
    public static PortalAccount first(String provider) {
        return new PortalAccount(provider, FnoSettings.FIRST_ACCOUNT);
    }

    /** All of an FNO, the first account first. */
    public static List<PortalAccount> of(FnoSettings settings) {
        return settings.accounts().stream().map(name -> new PortalAccount(settings.fno(), name)).toList();
    }

    /**
     * What keys, receipts and messages call it, with the plan's names for the first account: {@code octotel},
     * {@code octotel:night}.
     */
    public String key() {
        return name.equals(FnoSettings.FIRST_ACCOUNT) ? provider : provider + ":" + name;
    }

    @Override
    public String toString() {
        return key();
    }
}
