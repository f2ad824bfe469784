package io.fnorpa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fnorpa.config.PlatformConfig.Valkey.Mode;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.job.JobId;
import io.fnorpa.rig.ValkeyCluster;
import io.fnorpa.rig.ValkeyServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three primaries with a replica each: real processes, killed and frozen. */
class TotpClusterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @TempDir
    private Path folder;
    private ValkeyCluster valkey;
    private ValkeyClient client;

    @BeforeEach
    void start() {
        valkey = ValkeyCluster.start(folder);
        client = ValkeyClient.ofCluster(valkey.addresses());
    }

    @AfterEach
    void end() {
        client.close();
        valkey.close();
    }

    /** A WAIT by itself would be answered by any primary, whose replica has all that was never written to it. */
    @Test
    void onlyTheReplicaOfTheServerThatWroteConfirms() {
        TotpStore store = store();
        TotpStore patient = store(Duration.ofMillis(1500));
        for (int account = 0; account < 30; account++) {
            assertThat(patient.reserve("a" + account, TestSteps.four()).replicas()).isEqualTo(1);
        }
        ValkeyServer holder = valkey.primaryOf("totp_step:{octotel}");
        ValkeyServer replica = valkey.nodes().get(valkey.nodes().indexOf(holder) + 3);
        replica.stop();

        for (int tried = 0; tried < 10; tried++) {
            assertThat(confirmations(store, 100 + tried)).as("so TotpManager gives no code").isZero();
        }
        replica.cont();
        AtomicLong step = new AtomicLong(500);
        await().atMost(PATIENCE).until(() -> confirmations(store, step.incrementAndGet()) == 1);
    }

    /** None also while the client still knows the frozen node and waits for it. */
    private static int confirmations(TotpStore store, long step) {
        try {
            return store.reserve("octotel", TestSteps.from(step, "d" + step)).replicas();
        } catch (TotpUnavailableException e) {
            return 0;
        }
    }

    @Test
    void noStepIsRepeatedWhenAPrimaryIsKilledAndThePlatformGoesOnByItself() {
        ValkeyServer holder = valkey.primaryOf("totp_step:{octotel}");
        try (Reservations reservations = new Reservations(1, 4, store())) {
            await().atMost(PATIENCE).until(() -> reservations.steps().size() > 100);
            holder.kill9();
            await().atMost(PATIENCE).until(() -> reservations.refused() > 0);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> valkey.primaryOf("totp_step:{octotel}") != holder);
            holder.restart(); // the new primary has no other replica that could confirm
            int before = reservations.steps().size();
            await().atMost(PATIENCE).until(() -> reservations.steps().size() > before + 100);
            reservations.close();
            assertThat(reservations.steps()).doesNotHaveDuplicates();
        }
    }

    @Test
    void recordsAndFiguresAreKeptWhateverTheirSlots() {
        TotpStore store = store();
        for (int account = 0; account < 10; account++) {
            String name = "b" + account;
            store.record(ledger -> ledger.recordReserved(name, "123456", new JobId(42), Instant.now(), Duration.ofMinutes(1), DAY));
            store.record(ledger -> ledger.recordConsumed(name, "123456", new JobId(42), true, Duration.ofMinutes(1), DAY));
            assertThat(store.<TotpUsage>ask(ledger -> ledger.usage(name, DAY))).isEqualTo(new TotpUsage(1, 1, 1, 1));
        }
    }

    @Test
    void eachNodeIsLookedAtAndWhatIsNoClusterIsSaid() {
        ValkeyServer replica = valkey.nodes().get(4);
        replica.ask("CONFIG SET maxmemory-policy allkeys-lfu");
        assertThatThrownBy(store()::refuseUnsafe).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(":" + replica.port() + " has maxmemory-policy allkeys-lfu");
        String node = valkey.nodes().get(0).address().toString();
        assertThat(servers(ValkeySettingsOf.of(Mode.STANDALONE, node, null)).look().wrong()).singleElement().asString()
                .contains("is a node of a cluster, and rpa.valkey.mode is standalone: say cluster");
    }

    private ConfiguredValkeyServers servers(ValkeySettingsOf settings) {
        return new ConfiguredValkeyServers(client.vertx(), client::optionsOf, settings, 1);
    }

    private TotpStore store() {
        return store(Duration.ofMillis(500));
    }

    private TotpStore store(Duration replicaTimeout) {
        ValkeySettingsOf settings = ValkeySettingsOf.of(Mode.CLUSTER, valkey.addresses(), null);
        return new TotpStore(new TotpLedger(client.commands(), 1, replicaTimeout, Duration.ofSeconds(2)), servers(settings), TestSteps.realClocks(), settings.url());
    }
}
