package io.fnorpa.account;

import io.fnorpa.flow.runtime.FnoSettings.LoginBudget;
import java.time.Instant;

/**
 * How an account stands with its portal.
 *
 * @param refusals   logins refused in a row
 * @param refusedAt  when the last one was refused; null if none was
 * @param restsUntil the account is not used before; null if it never rested since the last login that went well
 * @param why        what the last refusal was; null if there was none
 */
public record Standing(int refusals, Instant refusedAt, Instant restsUntil, String why) {

    /** No login was refused since the last one that went well. */
    public static final Standing CLEAN = new Standing(0, null, null, null);

    public boolean isResting(Instant now) {
        return restsUntil != null && now.isBefore(restsUntil);
    }

    /**
     * How many attempts may be under way at the account. Once a login was refused no more than what is left of the
     * budget, so that they cannot overdraw it together; after a rest one, until a login goes well.
     */
    int room(LoginBudget budget, Instant now) {
        if (isResting(now)) {
            return 0;
        }
        return refusals == 0 ? Integer.MAX_VALUE : Math.max(1, budget.refusals() - refusals);
    }
}
