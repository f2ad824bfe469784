package io.fnorpa.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fnorpa.flow.runtime.FnoSettings;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.totp.ValkeyClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.threeten.extra.MutableClock;

/** Against a real Valkey; each test has an account of its own. Two budgets are those of two instances. */
class LoginBudgetTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration REST = Duration.ofMinutes(10);
    private static final FnoSettings.LoginBudget THREE = new FnoSettings.LoginBudget(3, REST);

    @TempDir
    private static Path folder;
    private static ValkeyServer server;
    private static ValkeyClient client;

    private final MutableClock clock = MutableClock.of(NOW, ZoneOffset.UTC);
    private PortalAccount account;
    private LoginBudget one;
    private LoginBudget two;

    @BeforeAll
    static void start() {
        server = ValkeyServer.start(folder.resolve("valkey"));
        client = new ValkeyClient(server.address());
        client.commands().execute("PING"); // the client's first call must not be several at once, without Quarkus around it
    }

    @AfterAll
    static void end() {
        client.close();
        server.close();
    }

    @BeforeEach
    void anAccountOfItsOwn(TestInfo test) {
        account = new PortalAccount("octotel", test.getTestMethod().orElseThrow().getName());
        one = new LoginBudget(new AccountStore(client.commands()), clock);
        two = new LoginBudget(new AccountStore(client.commands()), clock);
    }

    @Test
    void refusalsOfAllInstancesUseTheBudgetUpTogether() {
        assertThat(one.standing(account)).isEqualTo(Standing.CLEAN);

        assertThat(one.spend(account, THREE, "first", false).isResting(NOW)).isFalse();
        assertThat(two.spend(account, THREE, "second", false).isResting(NOW)).isFalse();
        assertThat(one.spend(account, THREE, "third", false)).isEqualTo(new Standing(3, NOW, NOW.plus(REST), "third"));

        assertThat(two.standing(account)).isEqualTo(new Standing(3, NOW, NOW.plus(REST), "third"));
        assertThat(two.standing(new PortalAccount("octotel", "another"))).as("each account has its own").isEqualTo(Standing.CLEAN);
    }

    @Test
    void refusalsAtTheSameTimeAreAllCounted() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Standing>> refusals = IntStream.range(0, 40).<Callable<Standing>>mapToObj(n ->
                    () -> (n % 2 == 0 ? one : two).spend(account, THREE, "at once", false)).toList();
            callers.invokeAll(refusals);
        } finally {
            callers.shutdownNow();
        }
        assertThat(one.standing(account).refusals()).isEqualTo(40);
    }

    @Test
    void afterTheRestOneRefusalLetsItRestAgain() {
        IntStream.range(0, 3).forEach(n -> one.spend(account, THREE, "refused", false));
        clock.add(REST);
        assertThat(one.standing(account).isResting(clock.instant())).isFalse();
        assertThat(one.standing(account).room(THREE, clock.instant())).isEqualTo(1);

        assertThat(one.spend(account, THREE, "still", false).restsUntil()).isEqualTo(NOW.plus(REST.multipliedBy(2)));
    }

    @Test
    void aLoginThatGoesWellGivesTheWholeBudgetBack() {
        one.spend(account, THREE, "first", false);
        one.spend(account, THREE, "second", false);
        two.restore(account);

        assertThat(one.standing(account)).isEqualTo(Standing.CLEAN);
        assertThat(one.spend(account, THREE, "first again", false).refusals()).isEqualTo(1);
    }

    @Test
    void aLoginThatBeganBeforeTheRefusalsGivesNothingBack() {
        Standing before = one.standing(account);
        two.spend(account, THREE, "first", false);
        Standing between = one.standing(account);
        two.spend(account, THREE, "second", false);

        one.restore(account, before);
        one.restore(account, between);
        assertThat(one.standing(account).refusals()).as("both were refused since").isEqualTo(2);
        assertThat(two.spend(account, THREE, "third", false).isResting(NOW)).isTrue();

        one.restore(account, one.standing(account));
        assertThat(two.standing(account)).isEqualTo(Standing.CLEAN);
    }

    @Test
    void asManyRefusalsAsBeforeAreNotThoseOfBefore() {
        Standing before = one.spend(account, THREE, "first", false);
        two.restore(account);
        clock.add(Duration.ofSeconds(1));
        two.spend(account, THREE, "first again", false);

        one.restore(account, before);
        assertThat(one.standing(account).why()).isEqualTo("first again");
    }

    @Test
    void whyFewerJobsBeginIsSaid() {
        FnoSettings settings = FnoSettings.parse("fno.yaml", """
                fno: whyfewer
                name: Why Fewer
                base-url: https://portal.example.com
                accounts: [night]
                job-types: {validation: {}}
                """);
        one.spend(PortalAccount.first("whyfewer"), THREE, "refused", false);
        assertThat(one.whyFewer(settings)).as("the other account takes what comes").isEmpty();

        one.spend(new PortalAccount("whyfewer", "night"), THREE, "refused", false);
        assertThat(one.whyFewer(settings).orElseThrow())
                .startsWith("account whyfewer had 1 of 3 refused logins, account whyfewer:night had 1 of 3 refused logins: until a login goes well");
    }

    @Test
    void aPortalThatSaysLockedUsesTheBudgetUpAtOnce() {
        assertThat(one.spend(account, THREE, "account-locked", true)).isEqualTo(new Standing(3, NOW, NOW.plus(REST), "account-locked"));
    }

    @Test
    void whatWasRefusedLongAgoIsForgotten() {
        one.spend(account, THREE, "refused", false);

        assertThat(client.commands().execute("PTTL", "login_budget:{" + account.key() + "}").toLong())
                .isBetween(Duration.ofHours(23).toMillis(), Duration.ofDays(1).toMillis());
        one.spend(account, new FnoSettings.LoginBudget(2, Duration.ofDays(2)), "rests for long", false);
        assertThat(client.commands().execute("PTTL", "login_budget:{" + account.key() + "}").toLong())
                .as("not before it has rested").isGreaterThan(Duration.ofDays(3).toMillis());
    }

    @Test
    void anotherInstancesRefusalIsSeenWhenJobsAreClaimed() {
        assertThat(two.lastKnown(account)).isEqualTo(Standing.CLEAN);
        one.spend(account, THREE, "refused", false);

        assertThat(two.lastKnown(account).refusals()).isEqualTo(1);
    }

    @Test
    void whileValkeyIsAwayWhatWasKnownLastCounts() {
        try (ValkeyServer other = ValkeyServer.start(folder.resolve("other")); ValkeyClient toOther = new ValkeyClient(other.address())) {
            LoginBudget budget = new LoginBudget(new AccountStore(toOther.commands()), clock);
            IntStream.range(0, 3).forEach(n -> budget.spend(account, THREE, "refused", false));
            other.close();
            clock.add(Duration.ofMinutes(1));

            assertThatThrownBy(() -> budget.standing(account)).isInstanceOf(AccountStoreAwayException.class).hasMessageContaining("Valkey gives no answer");
            assertThat(budget.lastKnown(account).isResting(clock.instant())).isTrue();
        }
    }

    @Test
    void whatIsRefusedWhileValkeyIsAwayIsCountedHereAndToldWhenItIsBack() {
        try (ValkeyServer other = ValkeyServer.at(folder.resolve("returns")).appendOnly().start();
                ValkeyClient toOther = new ValkeyClient(other.address()); ValkeyClient toOtherToo = new ValkeyClient(other.address())) {
            LoginBudget budget = new LoginBudget(new AccountStore(toOther.commands()), clock);
            LoginBudget elsewhere = new LoginBudget(new AccountStore(toOtherToo.commands()), clock);
            budget.spend(account, THREE, "first", false);
            assertThat(elsewhere.standing(account).refusals()).isEqualTo(1);
            other.kill9();

            assertThat(budget.spend(account, THREE, "second, uncounted there", false).refusals()).isEqualTo(2);
            assertThat(budget.lastKnown(account).isResting(NOW)).isFalse();
            assertThat(budget.spend(account, THREE, "third, uncounted there", false)).isEqualTo(new Standing(3, NOW, NOW.plus(REST), "third, uncounted there"));
            assertThat(budget.lastKnown(account).isResting(NOW)).as("this instance holds the account back").isTrue();
            elsewhere.spend(account, THREE, "another instance's", false);

            other.restart();
            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                budget.tellAllUntold();
                elsewhere.tellAllUntold();
                return elsewhere.standing(account).refusals() == 4;
            });
            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> budget.standing(account).isResting(clock.instant()));
            assertThat(elsewhere.standing(account).refusals()).as("of all instances together").isEqualTo(4);
            assertThat(budget.standing(account).restsUntil()).isEqualTo(NOW.plus(REST));
        }
    }

    @Test
    void aRefusalWhoseAnswerWasLostIsCountedOnce() {
        try (ValkeyServer other = ValkeyServer.start(folder.resolve("silent")); ValkeyClient toOther = new ValkeyClient(other.address());
                ValkeyClient toOtherToo = new ValkeyClient(other.address())) {
            LoginBudget budget = new LoginBudget(new AccountStore(toOther.commands()), clock);
            LoginBudget elsewhere = new LoginBudget(new AccountStore(toOtherToo.commands()), clock);
            budget.standing(account); // connected
            other.stop();
            assertThat(budget.spend(account, THREE, "told, but its answer does not come", false).refusals()).isEqualTo(1);
            other.cont();
            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> elsewhere.standing(account).refusals() == 1);

            assertThat(budget.spend(account, THREE, "second", false).refusals()).isEqualTo(2);

            assertThat(elsewhere.standing(account).refusals()).isEqualTo(2);
        }
    }

    @Test
    void aClaimWaitsForASilentValkeyOnceNotForEachAccount() {
        PortalAccount night = new PortalAccount("octotel", "night");
        try (ValkeyServer other = ValkeyServer.start(folder.resolve("once")); ValkeyClient toOther = new ValkeyClient(other.address())) {
            LoginBudget budget = new LoginBudget(new AccountStore(toOther.commands()), clock);
            LoginBudget elsewhere = new LoginBudget(new AccountStore(toOther.commands()), clock);
            budget.standing(account);
            other.kill9();
            assertThat(budget.lastKnown(account)).isEqualTo(Standing.CLEAN);
            other.restart();
            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() ->
                    new LoginBudget(new AccountStore(toOther.commands()), clock).spend(night, THREE, "refused", false).equals(elsewhere.standing(night)));

            assertThat(budget.lastKnown(night)).as("not asked").isEqualTo(Standing.CLEAN);
            clock.add(Duration.ofSeconds(11));
            assertThat(budget.lastKnown(night).refusals()).isPositive();
        }
    }

    @Test
    void aLoginThatGoesWellWhileValkeyIsAwayIsNotForgottenHere() {
        try (ValkeyServer other = ValkeyServer.start(folder.resolve("away")); ValkeyClient toOther = new ValkeyClient(other.address())) {
            LoginBudget budget = new LoginBudget(new AccountStore(toOther.commands()), clock);
            other.close();
            IntStream.range(0, 3).forEach(n -> budget.spend(account, THREE, "refused", false));
            assertThat(budget.lastKnown(account).isResting(NOW)).isTrue();

            assertThatThrownBy(() -> budget.restore(account)).isInstanceOf(AccountStoreAwayException.class);
            assertThat(budget.lastKnown(account)).isEqualTo(Standing.CLEAN);
        }
    }
}
