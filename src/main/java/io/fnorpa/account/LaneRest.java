package io.fnorpa.account;

import io.fnorpa.database.TextColumn;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Why and how long a lane rests because none of its FNO's accounts may log in.
 *
 * @param provider the FNO
 * @param seconds  until the first of the accounts may be used again; 1 at least
 * @param reason   begins with {@value #KIND}; what the accounts were refused for
 */
public record LaneRest(String provider, long seconds, String reason) {

    /** What the reason of a lane begins with that was closed for this. */
    public static final String KIND = "login budget:";

    /** @param standings of all accounts of the FNO; empty if one of them does not rest */
    public static Optional<LaneRest> of(Map<PortalAccount, Standing> standings, Instant now) {
        if (standings.isEmpty() || !standings.values().stream().allMatch(standing -> standing.isResting(now))) {
            return Optional.empty();
        }
        Map.Entry<PortalAccount, Standing> next = standings.entrySet().stream()
                .min(Comparator.comparing(entry -> entry.getValue().restsUntil())).orElseThrow();
        Standing standing = next.getValue();
        String others = standings.size() == 1 ? "" : ", as do its " + (standings.size() - 1) + " others";
        return Optional.of(new LaneRest(next.getKey().provider(),
                Math.max(1, (Duration.between(now, standing.restsUntil()).toMillis() + 999) / 1000),
                TextColumn.REASON.fit(KIND + " account " + next.getKey() + " rests after " + standing.refusals() + " refused logins" + others
                        + ", so that the portal does not lock it. Correct its secret files, then reset the account. The last was: "
                        + standing.why())));
    }

    /** One account that rests, as the reason why an attempt does not begin. */
    public static String whyOne(PortalAccount account, Standing standing) {
        return "account " + account + " rests until " + standing.restsUntil() + " after " + standing.refusals() + " refused logins";
    }
}
