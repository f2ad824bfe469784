package io.fnorpa.queue;

import io.fnorpa.account.AccountPool;
import io.fnorpa.account.LoginBudget;
import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.flows.Flows;
import io.fnorpa.lane.LaneRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** Which account each claimed job gets; asked while its lane's row is locked. */
@ApplicationScoped
@Named("accountChoice")
public class AccountChoice {

    private final Flows flows;
    private final LoginBudget budget;
    private final Clock clock;

    AccountChoice(Flows flows, LoginBudget budget, Clock clock) {
        this.flows = flows;
        this.budget = budget;
        this.clock = clock;
    }

    /** The accounts of the lane's FNO. One alone has all that is under way in the lane. */
    public AccountPool pool(@ExchangeProperty("lane") Map<String, Object> lane, @ExchangeProperty("underWay") Integer underWay) {
        FnoSettings settings = flows.settings((String) lane.get("PROVIDER")).orElseThrow();
        AccountPool pool = new AccountPool(settings, budget::lastKnown, clock.instant());
        pool.load(FnoSettings.FIRST_ACCOUNT, underWay);
        return pool;
    }

    /** Several share it: rows of {@code count-under-way-by-account.sql}. */
    public void load(@Body List<Map<String, Object>> rows, @ExchangeProperty("accounts") AccountPool pool) {
        pool.load(FnoSettings.FIRST_ACCOUNT, 0);
        rows.forEach(row -> pool.load((String) row.get("ACCOUNT"), ((Number) row.get("UNDER_WAY")).intValue()));
    }

    /** How many jobs may be claimed: what the lane has room for, less if its accounts take less. */
    public int room(@ExchangeProperty("room") LaneRoom room, @ExchangeProperty("accounts") AccountPool pool) {
        return Math.min(room.jobs(), pool.getPlaces());
    }

    /** The name of the account for the next attempt at a row. */
    public String choose(@Body Map<String, Object> row, @ExchangeProperty("accounts") AccountPool pool) {
        return pool.take(((Number) row.get("ID")).longValue(), ((Number) row.get("ATTEMPT")).intValue() + 1).name();
    }
}
