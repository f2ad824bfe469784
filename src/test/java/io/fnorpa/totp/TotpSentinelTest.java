package io.fnorpa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fnorpa.config.PlatformConfig.Valkey.Mode;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.rig.ValkeySentinels;
import io.fnorpa.rig.ValkeyServer;
import io.fnorpa.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary, two replicas and three sentinels, with a password: real processes, killed and frozen. */
class TotpSentinelTest {

    private static final Secret PASSWORD = Secret.of("of-the-sentinel-test");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;
    private ValkeySentinels valkey;
    private ValkeyClient client;
    private ValkeyClient otherInstance;

    @BeforeEach
    void start() {
        valkey = ValkeySentinels.start(folder, Optional.of(PASSWORD));
        client = ValkeyClient.ofSentinels(valkey.addresses(), PASSWORD);
        otherInstance = ValkeyClient.ofSentinels(valkey.addresses(), PASSWORD);
    }

    @AfterEach
    void end() {
        client.close();
        otherInstance.close();
        valkey.close();
    }

    @Test
    void noStepIsRepeatedWhenThePrimaryIsKilledAndThePlatformGoesOnByItself() {
        noStepIsRepeatedThrough(ValkeyServer::kill9);
    }

    /** Nothing is closed and nothing answers: neither the primary nor the sentinel that is asked first. */
    @Test
    void noStepIsRepeatedWhenThePrimaryAndASentinelFreezeAndComeBack() {
        noStepIsRepeatedThrough(primary -> {
            valkey.sentinels().get(0).stop();
            primary.stop();
        });
    }

    private void noStepIsRepeatedThrough(Consumer<ValkeyServer> blow) {
        ValkeyServer primary = valkey.primary().orElseThrow();
        try (Reservations reservations = new Reservations(1, 4, store(client), store(otherInstance))) {
            await().atMost(PATIENCE).until(() -> reservations.steps().size() > 100);
            blow.accept(primary);
            await().atMost(PATIENCE).until(() -> reservations.refused() > 0);
            await().atMost(PATIENCE).ignoreExceptions().until(() -> valkey.primary().filter(now -> now != primary).isPresent());
            int before = reservations.steps().size();
            await().atMost(PATIENCE).until(() -> reservations.steps().size() > before + 100);
            primary.restart(); // the one of before comes back, thinks for a moment that it is primary, and is told otherwise
            valkey.sentinels().get(0).cont();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> primary.ask("INFO replication").contains("master_link_status:up"));
            int after = reservations.steps().size();
            await().atMost(PATIENCE).until(() -> reservations.steps().size() > after + 100);
            reservations.close();
            assertThat(reservations.steps()).doesNotHaveDuplicates();
        }
    }

    @Test
    void noCodeIsGivenWhileNoReplicaConfirmsItAndTheOneWhoLooksIsTold() {
        List<ValkeyServer> replicas = valkey.servers().stream().skip(1).toList();
        TotpStore store = store(client);
        assertThat(store(client, Duration.ofMillis(1500)).reserve("octotel", TestSteps.four()).replicas()).isPositive();
        replicas.forEach(ValkeyServer::stop);

        StepGrant unconfirmed = store.reserve("octotel", TestSteps.four());
        assertThat(unconfirmed.granted()).isTrue();
        assertThat(unconfirmed.replicas()).as("so TotpManager gives no code").isZero();

        replicas.forEach(ValkeyServer::cont);
        AtomicLong step = new AtomicLong(200);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> store.reserve("octotel", TestSteps.from(step.incrementAndGet(), "d" + step)).replicas() > 0);
        replicas.forEach(ValkeyServer::kill9);
        await().atMost(PATIENCE).until(() -> {
            store.look();
            return store.fault().filter(fault -> fault.contains("has 0 replicas") && fault.contains("rpa.totp.min-replicas is 1")).isPresent();
        });
    }

    @Test
    void aReplicaThatWouldEvictIsFoundBeforeItIsPrimary() {
        ValkeyServer replica = valkey.servers().get(2);
        replica.ask("CONFIG SET maxmemory-policy allkeys-lru");
        TotpStore store = store(client);

        assertThatThrownBy(store::refuseUnsafe).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(":" + replica.port() + " has maxmemory-policy allkeys-lru").hasMessageContaining("noeviction");
        store.look();
        assertThat(store.fault()).hasValueSatisfying(fault -> assertThat(fault).contains("allkeys-lru"));
        assertThat(store.reserve("octotel", TestSteps.four()).granted()).as("the primary is safe").isTrue();

        valkey.primary().orElseThrow().ask("CONFIG SET maxmemory-policy volatile-lru");
        assertThatThrownBy(() -> store.reserve("octotel", TestSteps.four())).isInstanceOf(TotpUnavailableException.class)
                .hasMessageContaining("volatile-lru");
    }

    @Test
    void whatTheSentinelsAreNotIsSaid() {
        String server = valkey.primary().orElseThrow().address().toString();
        assertThat(wrong(Mode.SENTINEL, valkey.addresses(), "nobody")).anySatisfy(wrong -> assertThat(wrong)
                .contains("watches no primary named nobody, it has rpa").contains("rpa.valkey.master-name"));
        assertThat(wrong(Mode.SENTINEL, server, "rpa")).singleElement().asString().contains(server + " is not a sentinel");
        assertThat(wrong(Mode.STANDALONE, valkey.sentinels().get(0).address().toString(), null)).singleElement().asString()
                .contains("is a sentinel, and rpa.valkey.mode is standalone: say sentinel");
        assertThat(wrong(Mode.STANDALONE, valkey.servers().get(1).address().toString(), null)).singleElement().asString()
                .contains("is a replica, which takes no writes");
        assertThat(wrong(Mode.CLUSTER, server, null)).singleElement().asString().contains(server + " is not a node of a cluster");
        assertThat(wrong(Mode.SENTINEL, valkey.addresses(), "rpa")).isEmpty();
        assertThat(wrong(Mode.STANDALONE, server, null)).isEmpty();
    }

    @Test
    void whatAFailoverCouldForgetIsSaid() {
        ValkeySettingsOf settings = ValkeySettingsOf.of(Mode.SENTINEL, valkey.addresses(), ValkeySentinels.MASTER_NAME);
        assertThat(servers(settings).look().risks()).singleElement().asString().contains("rpa.totp.min-replicas is 1, and 2 replicas may");

        ValkeyServer replica = valkey.servers().get(1);
        replica.ask("CONFIG SET replica-priority 0");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(servers(settings).look().risks()).as("a sentinel asks each 10 s").singleElement()
                .asString().startsWith(replica.address() + " with replica-priority 0"));
    }

    private List<String> wrong(Mode mode, String addresses, String masterName) {
        return servers(ValkeySettingsOf.of(mode, addresses, masterName)).look().wrong();
    }

    private ConfiguredValkeyServers servers(ValkeySettingsOf settings) {
        return new ConfiguredValkeyServers(client.vertx(), client::optionsOf, settings, 1);
    }

    private TotpStore store(ValkeyClient instance) {
        return store(instance, Duration.ofMillis(500));
    }

    private TotpStore store(ValkeyClient instance, Duration replicaTimeout) {
        ValkeySettingsOf settings = ValkeySettingsOf.of(Mode.SENTINEL, valkey.addresses(), ValkeySentinels.MASTER_NAME);
        TotpLedger ledger = new TotpLedger(instance.commands(), 1, replicaTimeout, Duration.ofSeconds(2));
        return new TotpStore(ledger, servers(settings), TestSteps.realClocks(), settings.url());
    }
}
