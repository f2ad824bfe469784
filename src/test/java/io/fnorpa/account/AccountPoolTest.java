package io.fnorpa.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.flow.runtime.FnoSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccountPoolTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final PortalAccount FIRST = PortalAccount.first("octotel");
    private static final PortalAccount NIGHT = new PortalAccount("octotel", "night");
    private static final FnoSettings ONE = settings("");
    private static final FnoSettings TWO = settings("accounts: [night]\n");
    private static final FnoSettings THREE = settings("accounts: [night, day]\n");

    private static FnoSettings settings(String more) {
        return FnoSettings.parse("fno.yaml", """
                fno: octotel
                name: Octotel
                base-url: https://portal.example.com
                login-budget: {refusals: 3, rest: PT10M}
                job-types: {validation: {}}
                """ + more);
    }

    private static AccountPool pool(FnoSettings settings, Map<PortalAccount, Standing> standings) {
        return new AccountPool(settings, account -> standings.getOrDefault(account, Standing.CLEAN), NOW);
    }

    private static Standing refused(int times) {
        return new Standing(times, NOW, null, "login-refused in job 7");
    }

    private static Standing restsFor(Duration time) {
        return new Standing(3, NOW, NOW.plus(time), "login-refused in job 7");
    }

    @Test
    void namesAreThePlansForTheFirstAccount() {
        assertThat(PortalAccount.of(TWO)).containsExactly(FIRST, NIGHT).extracting(PortalAccount::key).containsExactly("octotel", "octotel:night");
    }

    @Test
    void theAccountWithTheFewestAttemptsIsTaken() {
        AccountPool pool = pool(TWO, Map.of());
        pool.load("default", 2);
        pool.load("night", 1);

        assertThat(pool.take(1, 1)).isEqualTo(NIGHT);
        assertThat(List.of(pool.take(2, 1), pool.take(3, 1))).as("they are equal now, each gets one").containsExactlyInAnyOrder(FIRST, NIGHT);
    }

    @Test
    void jobsThatFollowEachOtherGetDifferentAccountsAndSoDoTheAttemptsOfAJob() {
        List<PortalAccount> jobs = IntStream.range(1, 7).mapToObj(id -> pool(THREE, Map.of()).take(id, 1)).toList();
        assertThat(jobs.subList(0, 3)).doesNotHaveDuplicates().isEqualTo(jobs.subList(3, 6));

        assertThat(pool(TWO, Map.of()).take(1, 1)).isNotEqualTo(pool(TWO, Map.of()).take(1, 2));
    }

    @Test
    void anAccountThatRestsIsNotTaken() {
        AccountPool pool = pool(TWO, Map.of(FIRST, restsFor(Duration.ofMinutes(5))));

        assertThat(List.of(pool.take(1, 1), pool.take(2, 1), pool.take(3, 1))).containsOnly(NIGHT);
        assertThat(pool.getLaneRest()).as("the other may log in").isNull();
    }

    @Test
    void onceALoginWasRefusedNoMoreAreTriedAtATimeThanTheBudgetHasLeft() {
        AccountPool pool = pool(ONE, Map.of(FIRST, refused(1)));
        assertThat(pool.getPlaces()).isEqualTo(2);
        pool.load("default", 1);
        assertThat(pool.getPlaces()).isEqualTo(1);
        pool.take(1, 1);
        assertThat(pool.getPlaces()).isZero();
        assertThatThrownBy(() -> pool.take(2, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void afterItsRestOneMayTry() {
        AccountPool pool = pool(ONE, Map.of(FIRST, restsFor(Duration.ofSeconds(-1))));

        assertThat(pool.getLaneRest()).isNull();
        assertThat(pool.getPlaces()).isEqualTo(1);
    }

    @Test
    void aCleanAccountTakesWhatTheLaneHas() {
        assertThat(pool(ONE, Map.of()).getPlaces()).isEqualTo(Integer.MAX_VALUE);
        assertThat(pool(THREE, Map.of()).getPlaces()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whenAllRestTheLaneRestsUntilTheFirstMayTry() {
        AccountPool pool = pool(TWO, Map.of(FIRST, restsFor(Duration.ofMinutes(5)), NIGHT, restsFor(Duration.ofMillis(90_500))));

        assertThat(pool.getPlaces()).isZero();
        assertThat(pool.getLaneRest().provider()).isEqualTo("octotel");
        assertThat(pool.getLaneRest().seconds()).isEqualTo(91);
        assertThat(pool.getLaneRest().reason()).startsWith("login budget: account octotel:night rests after 3 refused logins, as do its 1 others")
                .contains("Correct its secret files, then reset the account").endsWith("The last was: login-refused in job 7");
    }
}
