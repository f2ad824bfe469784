package io.fnorpa.api;

import io.fnorpa.account.AccountStoreAwayException;
import io.fnorpa.account.LoginBudget;
import io.fnorpa.account.PortalAccount;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import io.fnorpa.login.SavedLogins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** What people do with accounts. */
@ApplicationScoped
@Named("accountActions")
public class AccountActions {

    private final Flows flows;
    private final LoginBudget budget;
    private final SavedLogins logins;

    AccountActions(Flows flows, LoginBudget budget, SavedLogins logins) {
        this.flows = flows;
        this.budget = budget;
        this.logins = logins;
    }

    /** @throws ApiRefusal the FNO's settings name no such account */
    public AccountAction read(Exchange exchange) {
        RequestFields.ofOptional(exchange.getMessage().getBody(String.class)).end();
        String provider = exchange.getMessage().getHeader("provider", String.class);
        String name = exchange.getMessage().getHeader("account", String.class);
        FnoSettings settings = flows.settings(provider).filter(fno -> fno.accounts().contains(name))
                .orElseThrow(() -> ApiRefusal.of(ApiProblemKind.NOT_FOUND, "There is no account '" + name + "' of '" + provider
                        + "'; GET /api/accounts lists them"));
        return new AccountAction(new PortalAccount(settings.fno(), name), Callers.name(exchange));
    }

    /** The account may log in again. */
    public void reset(@Variable("request") AccountAction action) {
        change(action, budget::restore);
    }

    /** The next job logs in anew. */
    public void forget(@Variable("request") AccountAction action) {
        change(action, logins::forget);
    }

    private static void change(AccountAction action, Consumer<PortalAccount> change) {
        try {
            change.accept(action.account());
        } catch (AccountStoreAwayException e) {
            throw away(e);
        }
    }

    static ApiRefusal away(AccountStoreAwayException e) {
        return ApiRefusal.of(ApiProblemKind.UNAVAILABLE, e.getMessage() + ", and the accounts' standing is there. Ask again when it is back");
    }
}
