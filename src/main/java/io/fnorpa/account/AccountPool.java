package io.fnorpa.account;

import io.fnorpa.flow.runtime.FnoSettings;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The accounts of one FNO as they are while its lane's row is locked, so that nobody else takes one meanwhile. An attempt
 * gets the one with the fewest attempts under way that has room; of equal ones, jobs that follow each other get different
 * ones, and so do the attempts of one job.
 */
public final class AccountPool {

    private final FnoSettings settings;
    private final List<PortalAccount> accounts;
    private final Map<PortalAccount, Standing> standings = new LinkedHashMap<>();
    private final Map<PortalAccount, Integer> underWay = new LinkedHashMap<>();
    private final Instant now;

    public AccountPool(FnoSettings settings, Function<PortalAccount, Standing> standing, Instant now) {
        this.settings = settings;
        this.accounts = PortalAccount.of(settings);
        this.now = now;
        accounts.forEach(account -> standings.put(account, standing.apply(account)));
    }

    /** @param account one that fno.yaml names no longer is passed over */
    public void load(String account, int attempts) {
        underWay.put(new PortalAccount(settings.fno(), account), attempts);
    }

    /** Whether it must be told how many attempts each account has under way. */
    public boolean isSeveral() {
        return accounts.size() > 1;
    }

    /** How many more attempts the accounts take, all together. */
    public int getPlaces() {
        return (int) Math.min(Integer.MAX_VALUE, accounts.stream().mapToLong(this::room).sum());
    }

    private int room(PortalAccount account) {
        int room = standings.get(account).room(settings.loginBudget(), now);
        return room == Integer.MAX_VALUE ? room : Math.max(0, room - load(account));
    }

    private int load(PortalAccount account) {
        return underWay.getOrDefault(account, 0);
    }

    /** Takes an account for an attempt. */
    public PortalAccount take(long jobId, int attempt) {
        long turn = jobId + attempt;
        PortalAccount chosen = accounts.stream().filter(account -> room(account) > 0)
                .min(Comparator.<PortalAccount>comparingInt(this::load)
                        .thenComparingLong(account -> Math.floorMod(accounts.indexOf(account) - turn, accounts.size())))
                .orElseThrow(() -> new IllegalStateException("More jobs of " + settings.fno() + " were claimed than its accounts take"));
        underWay.merge(chosen, 1, Integer::sum);
        return chosen;
    }

    /** Why the lane must rest; null while one of the accounts may log in. */
    public LaneRest getLaneRest() {
        return LaneRest.of(standings, now).orElse(null);
    }
}
