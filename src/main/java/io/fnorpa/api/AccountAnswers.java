package io.fnorpa.api;

import io.fnorpa.account.AccountStoreAwayException;
import io.fnorpa.account.LoginBudget;
import io.fnorpa.account.PortalAccount;
import io.fnorpa.account.Standing;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import io.fnorpa.login.SavedLogins;
import io.fnorpa.login.SealedLogin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** Shows the accounts: how they stand with their portals, what they have under way, and what is saved. Never a secret. */
@ApplicationScoped
@Named("accountAnswers")
public class AccountAnswers {

    private static final int OK = 200;

    private final Flows flows;
    private final LoginBudget budget;
    private final SavedLogins logins;
    private final Clock clock;

    AccountAnswers(Flows flows, LoginBudget budget, SavedLogins logins, Clock clock) {
        this.flows = flows;
        this.budget = budget;
        this.logins = logins;
        this.clock = clock;
    }

    /** All of them; the body is rows of {@code account-loads.sql}. */
    public void list(@Body List<Map<String, Object>> loads, Exchange exchange) {
        Answer.send(exchange, OK, Map.of("accounts", views(loads, account -> true)));
    }

    public void one(@Body List<Map<String, Object>> loads, @Variable("request") AccountAction action, Exchange exchange) {
        Answer.send(exchange, OK, views(loads, action.account()::equals).get(0));
    }

    private List<Map<String, Object>> views(List<Map<String, Object>> loads, Predicate<PortalAccount> wanted) {
        try {
            return flows.allSettings().stream()
                    .flatMap(fno -> PortalAccount.of(fno).stream().filter(wanted).map(account -> view(fno, account, loads)))
                    .toList();
        } catch (AccountStoreAwayException e) {
            throw AccountActions.away(e);
        }
    }

    private Map<String, Object> view(FnoSettings fno, PortalAccount account, List<Map<String, Object>> loads) {
        Standing standing = budget.standing(account);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("provider", account.provider());
        view.put("account", account.name());
        view.put("state", standing.isResting(clock.instant()) ? "RESTING" : "READY");
        view.put("rests_until", standing.isResting(clock.instant()) ? text(standing.restsUntil()) : null);
        view.put("reason", standing.why());
        view.put("refusals", standing.refusals());
        view.put("refusals_allowed", fno.loginBudget().refusals());
        view.put("refused_at", text(standing.refusedAt()));
        view.put("under_way", underWay(account, loads));
        view.put("session_reuse", fno.sessionReuse().enabled());
        view.put("saved_login", logins.look(account).map(AccountAnswers::saved).orElse(null));
        view.put("logging_in", logins.holder(account).orElse(null));
        return view;
    }

    private static long underWay(PortalAccount account, List<Map<String, Object>> loads) {
        return loads.stream().map(JobRow::new)
                .filter(row -> account.provider().equals(row.text("PROVIDER")) && account.name().equals(row.text("ACCOUNT")))
                .mapToLong(row -> row.number("UNDER_WAY")).sum();
    }

    private static Map<String, Object> saved(SealedLogin login) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("number", login.number());
        view.put("saved_at", text(login.savedAt()));
        view.put("expires_at", text(login.expiresAt()));
        view.put("key_id", login.keyId());
        return view;
    }

    private static String text(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
