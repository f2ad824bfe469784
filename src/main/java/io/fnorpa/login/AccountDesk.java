package io.fnorpa.login;

import io.fnorpa.account.AccountRestsException;
import io.fnorpa.account.AccountStoreAwayException;
import io.fnorpa.account.AccountTags;
import io.fnorpa.account.LaneRest;
import io.fnorpa.account.LoginBudget;
import io.fnorpa.account.PortalAccount;
import io.fnorpa.account.Standing;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.database.TextColumn;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.job.Outcome.Verdict;
import io.fnorpa.totp.TotpVerdict;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.jboss.logging.Logger;

/**
 * The verbs of {@code logins.camel.yaml} about login budgets: what a refused login costs, and what follows. A refused code
 * is counted when the portal refuses it, any other refusal at the attempt's end. A login that went well restores the budget:
 * a code at once, any other at the attempt's end, where it makes good only what was refused before it began. While Valkey is
 * away what was known last counts, and what this instance counts by itself. Safe for several threads.
 */
@ApplicationScoped
@Named("accountDesk")
public class AccountDesk {

    private static final Logger LOG = Logger.getLogger(AccountDesk.class);
    private static final int LONGEST = 250;
    /** Was counted when it was refused. */
    private static final String CODE_REFUSED = "totp-refused";
    /** The portal says that the account is locked: there is nothing left to lose, and nothing to try. */
    private static final String LOCKED = "account-locked";

    private final LoginBudget budget;
    private final Clock clock;
    private final MeterRegistry meters;

    AccountDesk(LoginBudget budget, Clock clock, MeterRegistry meters) {
        this.budget = budget;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * To be asked at the last moment before something is sent that the portal may refuse.
     *
     * @throws AccountRestsException the account's budget was used up since the job was claimed. The attempt goes back
     *                               unspent, unless it is past its point of no return
     */
    public void requireRested(@Body RunningAttempt attempt) {
        Standing standing = standing(attempt.getAccount());
        attempt.setStanding(standing);
        if (standing.isResting(clock.instant())) {
            AccountRestsException rests = new AccountRestsException(attempt.getAccount(), standing);
            if (attempt.isLookup() || !attempt.isPastNoReturn()) {
                attempt.giveBack(TextColumn.REASON.fit(rests.getMessage()));
            }
            throw rests;
        }
    }

    private Standing standing(PortalAccount account) {
        try {
            return budget.standing(account);
        } catch (AccountStoreAwayException e) {
            return budget.lastKnown(account);
        }
    }

    /** The portal accepted or refused a code. */
    public void codeJudged(@Body TotpVerdict verdict) {
        if (verdict.accepted()) {
            restoreNow(verdict.attempt());
        } else {
            spend(verdict.attempt(), "code of step " + verdict.receipt().step() + " refused in job " + verdict.attempt().getJobId(), false);
        }
    }

    /** The attempt is over. */
    public void judge(@Body RunningAttempt attempt) {
        Outcome outcome = attempt.getOutcome();
        if (outcome == null || attempt.getTicket() == null) {
            return;
        }
        if (outcome.fault() == Fault.LOGIN && !CODE_REFUSED.equals(outcome.code())) {
            spend(attempt, outcome.code() + " in job " + attempt.getJobId() + ": " + outcome.message(), LOCKED.equals(outcome.code()));
        } else if (outcome.verdict() == Verdict.SUCCEEDED || outcome.verdict() == Verdict.FAILED) {
            restoreUnlessSaved(attempt);
        }
    }

    /** Who began with a saved login has not logged in. A job may run for long after its login: others may be refused meanwhile. */
    private void restoreUnlessSaved(RunningAttempt attempt) {
        if (!attempt.getLogin().isSaved()) {
            restore(attempt, () -> budget.restore(attempt.getAccount(), attempt.getStanding()));
        }
    }

    private void restoreNow(RunningAttempt attempt) {
        restore(attempt, () -> {
            budget.restore(attempt.getAccount());
            attempt.setStanding(Standing.CLEAN);
        });
    }

    private static void restore(RunningAttempt attempt, Runnable restoring) {
        try {
            restoring.run();
        } catch (AccountStoreAwayException e) {
            LOG.warnf("The login budget of %s is not restored: %s", attempt.getAccount(), e.getMessage());
        }
    }

    private void spend(RunningAttempt attempt, String why, boolean whole) {
        PortalAccount account = attempt.getAccount();
        meters.counter("rpa.logins.refused", AccountTags.of(account)).increment();
        FnoSettings.LoginBudget figures = attempt.getSettings().loginBudget();
        Standing now = budget.spend(account, figures, why.length() <= LONGEST ? why : why.substring(0, LONGEST) + "…", whole);
        LOG.warnf("Account %s: %d of %d refused logins (%s)%s", account, now.refusals(), figures.refusals(), why,
                now.isResting(clock.instant()) ? "; it rests until " + now.restsUntil() : "");
    }

    /** Why the attempt's lane must rest; null if one of the FNO's accounts may log in. */
    public LaneRest rest(@Body RunningAttempt attempt) {
        Map<PortalAccount, Standing> standings = new LinkedHashMap<>();
        PortalAccount.of(attempt.getSettings()).forEach(account -> standings.put(account, budget.lastKnown(account)));
        return LaneRest.of(standings, clock.instant()).orElse(null);
    }
}
