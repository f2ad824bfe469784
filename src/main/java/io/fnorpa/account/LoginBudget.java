package io.fnorpa.account;

import io.fnorpa.flow.runtime.FnoSettings;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * How many refused logins each account may still have, for all instances together; in Valkey under
 * {@code login_budget:{<account>}}. A refused login spends one. When the budget is used up the account rests, and after
 * its rest each refusal lets it rest again. A login that goes well, or a person, gives the whole budget back; so does a
 * day without a refusal.
 *
 * <p>While Valkey is away each instance goes on counting by itself, from what it knew last; when Valkey is back it is told
 * what it missed. Safe for several threads.
 */
@ApplicationScoped
@Named("loginBudget")
public class LoginBudget {

    private static final Logger LOG = Logger.getLogger(LoginBudget.class);
    private static final LuaScript SPEND = LuaScript.named(LoginBudget.class, "spend-login.lua");
    private static final LuaScript RESTORE = LuaScript.named(LoginBudget.class, "restore-budget.lua");
    /** While Valkey is away it is not asked at each claim. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final AccountStore store;
    private final Clock clock;
    /** What Valkey said last. */
    private final Map<PortalAccount, Standing> known = new ConcurrentHashMap<>();
    /** Whoever changes it holds its lock, until Valkey was told or gave no answer. */
    private final Map<PortalAccount, UntoldRefusals> untold = new ConcurrentHashMap<>();

    /** Claims ask for no account before: Valkey gave no answer, and who waits for it holds up the others. */
    private volatile Instant askAgain = Instant.MIN;

    public LoginBudget(AccountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * As Valkey has it now.
     *
     * @throws AccountStoreAwayException it gives no answer
     */
    public Standing standing(PortalAccount account) {
        Map<String, String> fields;
        try {
            tellUntold(account);
            fields = store.hash(key(account));
        } catch (AccountStoreAwayException e) {
            isAway();
            throw e;
        }
        Standing standing = fields.isEmpty() ? Standing.CLEAN
                : new Standing(Integer.parseInt(fields.get("refusals")), time(fields.get("refused_at")), time(fields.get("rests_until")), fields.get("why"));
        return remember(account, standing);
    }

    /** As Valkey has it; while it is away, as it was known last, with what this instance counted since. Never throws. */
    public Standing lastKnown(PortalAccount account) {
        if (mayAsk()) {
            try {
                return standing(account);
            } catch (AccountStoreAwayException e) {
                LOG.debugf("The login budget of %s is not known: %s", account, e.getMessage());
            }
        }
        return withUntold(account);
    }

    private Standing withUntold(PortalAccount account) {
        Standing standing = known.getOrDefault(account, Standing.CLEAN);
        UntoldRefusals refusals = untold.get(account);
        return refusals == null ? standing : refusals.on(standing);
    }

    /** Why fewer attempts are under way than the lane has room for; empty if each account takes what comes. Asks nobody. */
    public Optional<String> whyFewer(FnoSettings settings) {
        List<String> why = new ArrayList<>();
        for (PortalAccount account : PortalAccount.of(settings)) {
            int refusals = withUntold(account).refusals();
            if (refusals == 0) {
                return Optional.empty();
            }
            why.add("account " + account + " had " + refusals + " of " + settings.loginBudget().refusals() + " refused logins");
        }
        return Optional.of(String.join(", ", why) + ": until a login goes well no more attempts are under way than the budget has left");
    }

    /**
     * A login was refused. If Valkey does not count it, this instance does.
     *
     * @param why   for the operator; holds no secret
     * @param whole the portal says itself that the account is locked: nothing is left to spend
     */
    public Standing spend(PortalAccount account, FnoSettings.LoginBudget budget, String why, boolean whole) {
        UntoldRefusals refusal = UntoldRefusals.one(budget, clock.instant(), why, whole);
        synchronized (untold) {
            try {
                tellUntold(account);
                return tell(account, refusal);
            } catch (AccountStoreAwayException e) {
                LOG.warnf("Refused logins of account %s are counted by this instance alone until Valkey is back: %s", account, e.getMessage());
                isAway();
            }
            untold.merge(account, refusal, UntoldRefusals::and);
            return withUntold(account);
        }
    }

    private boolean mayAsk() {
        return !clock.instant().isBefore(askAgain);
    }

    private void isAway() {
        askAgain = clock.instant().plus(RETRY);
    }

    /** Asked now and then, so that what this instance counted alone is known to the others as soon as Valkey is back. */
    public void tellAllUntold() {
        try {
            List.copyOf(untold.keySet()).forEach(this::tellUntold);
        } catch (AccountStoreAwayException e) {
            isAway();
        }
    }

    private void tellUntold(PortalAccount account) {
        if (untold.containsKey(account)) {
            synchronized (untold) {
                UntoldRefusals refusals = untold.get(account);
                if (refusals != null) {
                    tell(account, refusals);
                    untold.remove(account);
                }
            }
        }
    }

    private Standing tell(PortalAccount account, UntoldRefusals refusals) {
        FnoSettings.LoginBudget budget = refusals.budget();
        Response answer = store.run(SPEND, List.of(key(account)), refusals.last().toEpochMilli(), budget.refusals(), budget.rest().toMillis(),
                refusals.whole() ? 1 : 0, refusals.why(), refusals.remembered().toMillis(), String.join(",", refusals.ids()));
        Standing standing = new Standing(answer.get(0).toInteger(), refusals.last(), time(answer.get(1).toString()), refusals.why());
        return remember(account, standing);
    }

    /** A login went well just now, or a person says that it will: the whole budget is there again. */
    public void restore(PortalAccount account) {
        synchronized (untold) {
            untold.remove(account);
        }
        store.delete(key(account));
        remember(account, Standing.CLEAN);
    }

    /**
     * A login went well some time ago: the whole budget is there again, unless another was refused since that one began.
     *
     * @param seen how the account stood when the login began
     */
    public void restore(PortalAccount account, Standing seen) {
        if (seen.refusals() == 0) {
            return;
        }
        tellUntold(account);
        if (store.run(RESTORE, List.of(key(account)), seen.refusals(), seen.refusedAt().toEpochMilli()).toInteger() == 1) {
            remember(account, Standing.CLEAN);
        }
    }

    private Standing remember(PortalAccount account, Standing standing) {
        known.put(account, standing);
        askAgain = Instant.MIN;
        return standing;
    }

    private static Instant time(String millis) {
        return millis == null || millis.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static String key(PortalAccount account) {
        return "login_budget:{" + account.key() + "}";
    }
}
