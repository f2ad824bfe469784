package io.fnorpa.account;

import io.fnorpa.flow.runtime.FnoSettings.LoginBudget;
import java.time.Duration;
import java.time.Instant;

/**
 * Refused logins of one account that Valkey was not there to count.
 *
 * @param count  how many in a row
 * @param last   when the last one was refused
 * @param why    what the last one was
 * @param whole  one of them used the budget up by itself
 * @param budget the FNO's figures
 */
record UntoldRefusals(int count, Instant last, String why, boolean whole, LoginBudget budget) {

    private static final Duration REMEMBERED = Duration.ofDays(1);

    static UntoldRefusals one(LoginBudget budget, Instant at, String why, boolean whole) {
        return new UntoldRefusals(1, at, why, whole, budget);
    }

    UntoldRefusals and(UntoldRefusals later) {
        return new UntoldRefusals(count + later.count, later.last, later.why, whole || later.whole, later.budget);
    }

    /** How the account stands with these, if it stood like that without. As {@code spend-login.lua} counts. */
    Standing on(Standing known) {
        int refusals = whole ? Math.max(budget.refusals(), known.refusals() + count) : known.refusals() + count;
        Instant end = last.plus(budget.rest());
        boolean longer = refusals >= budget.refusals() && (known.restsUntil() == null || end.isAfter(known.restsUntil()));
        return new Standing(refusals, last, longer ? end : known.restsUntil(), why);
    }

    /** A day, or twice the rest. */
    Duration remembered() {
        Duration twice = budget.rest().multipliedBy(2);
        return REMEMBERED.compareTo(twice) < 0 ? twice : REMEMBERED;
    }
}
