package io.fnorpa.account;

import io.fnorpa.flow.runtime.FnoSettings.LoginBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Refused logins of one account that Valkey was not there to count.
 *
 * @param ids    of each in a row: what Valkey has counted, though its answer was lost, is not counted again
 * @param last   when the last one was refused
 * @param why    what the last one was
 * @param whole  one of them used the budget up by itself
 * @param budget the FNO's figures
 */
record UntoldRefusals(List<String> ids, Instant last, String why, boolean whole, LoginBudget budget) {

    private static final Duration REMEMBERED = Duration.ofDays(1);

    static UntoldRefusals one(LoginBudget budget, Instant at, String why, boolean whole) {
        return new UntoldRefusals(List.of(UUID.randomUUID().toString()), at, why, whole, budget);
    }

    UntoldRefusals and(UntoldRefusals later) {
        return new UntoldRefusals(Stream.concat(ids.stream(), later.ids.stream()).toList(), later.last, later.why, whole || later.whole, later.budget);
    }

    /** How the account stands with these, if it stood like that without. As {@code spend-login.lua} counts. */
    Standing on(Standing known) {
        int refusals = known.refusals() + ids.size();
        if (whole) {
            refusals = Math.max(budget.refusals(), refusals);
        }
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
