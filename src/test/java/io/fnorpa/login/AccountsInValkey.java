package io.fnorpa.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.account.LoginBudget;
import io.fnorpa.account.LoginPass;
import io.fnorpa.account.PortalAccount;
import io.fnorpa.account.Standing;
import io.fnorpa.flow.runtime.FnoSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** What the platform keeps of an account in Valkey, tried once from end to end with the platform's own configuration. */
@ApplicationScoped
public class AccountsInValkey {

    private static final FnoSettings.LoginBudget TWO = new FnoSettings.LoginBudget(2, Duration.ofMinutes(10));
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final LoginBudget budget;
    private final SavedLogins logins;
    private final ObjectMapper json;

    AccountsInValkey(LoginBudget budget, SavedLogins logins, ObjectMapper json) {
        this.budget = budget;
        this.logins = logins;
        this.json = json;
    }

    /** @param account one that nobody else uses */
    public void keepsBudget(PortalAccount account) {
        budget.spend(account, TWO, "first", false);
        assertThat(budget.standing(account).isResting(Instant.now())).isFalse();
        Standing spent = budget.spend(account, TWO, "second", false);
        assertThat(spent.isResting(Instant.now())).isTrue();
        assertThat(budget.standing(account).refusals()).isEqualTo(2);

        budget.restore(account, budget.standing(account));

        assertThat(budget.standing(account)).isEqualTo(Standing.CLEAN);
    }

    /** @param account one that nobody else uses */
    public void keepsSavedLogin(PortalAccount account) throws Exception {
        JsonNode state = json.readTree("{\"cookies\": []}");
        LoginPass turn = logins.enter(account, "one", LEASE);
        assertThat(logins.holder(account)).contains("one");
        assertThat(logins.renew(account, turn, LEASE)).isTrue();
        assertThat(logins.save(account, turn, state, Duration.ofHours(1))).isTrue();
        logins.giveBack(account, turn);

        long number = logins.look(account).orElseThrow().number();
        assertThat(logins.read(account, number)).contains(state);
        assertThat(logins.drop(account, number)).isTrue();
        assertThat(logins.look(account)).isEmpty();
    }
}
