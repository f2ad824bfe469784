package io.fnorpa.account;

import io.micrometer.core.instrument.Tags;

/** What every metric about an account has: the FNO as all other metrics name it, and the account as fno.yaml names it. */
public final class AccountTags {

    private AccountTags() {}

    public static Tags of(PortalAccount account) {
        return Tags.of("provider", account.provider(), "account", account.name());
    }
}
