package io.fnorpa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fnorpa.rig.ValkeyServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Valkey that dies and comes back. */
class TotpStoreAwayTest {

    @TempDir
    private Path folder;

    @Test
    void noStepIsGivenWhileItIsAwayAndNoneTwiceWhenItIsBack() {
        try (ValkeyServer server = ValkeyServer.at(folder).appendOnly().start();
                ValkeyClient client = new ValkeyClient(server.address())) {
            TotpStore store = new TotpStore(new TotpLedger(client.commands(), 0, Duration.ofMillis(50)), server.address());
            assertThat(reserve(store)).isEqualTo(100);
            assertThat(reserve(store)).isEqualTo(101);

            server.kill9();
            assertThatThrownBy(() -> reserve(store)).hasCauseInstanceOf(TotpStoreAwayException.class)
                    .hasMessageContaining(server.address().toString()).hasMessageContaining("No code is given");
            assertThat(store.fault()).hasValueSatisfying(fault -> assertThat(fault).contains("rpa.valkey.url"));
            store.refuseUnsafe(); // being away does not keep the platform from starting

            server.restart();
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                store.look();
                return store.fault().isEmpty();
            });
            assertThat(reserve(store)).isEqualTo(102);
        }
    }

    @Test
    void aStepThatAReplicaConfirmedIsNotGivenAgainAfterAFailover() {
        try (ValkeyServer primary = ValkeyServer.start(folder.resolve("primary"));
                ValkeyServer replica = ValkeyServer.start(folder.resolve("replica"));
                ValkeyClient ofPrimary = new ValkeyClient(primary.address());
                ValkeyClient ofReplica = new ValkeyClient(replica.address())) {
            ofReplica.commands().execute("REPLICAOF", "127.0.0.1", primary.port().toString());
            await().atMost(Duration.ofSeconds(30)).until(() -> ofReplica.commands().execute("INFO", "replication")
                    .toString().contains("master_link_status:up"));
            TotpLedger ledger = new TotpLedger(ofPrimary.commands(), 1, Duration.ofSeconds(10));

            TotpLedger.Grant confirmed = ledger.reserve("octotel", 100, List.of("000001", "000002"), 3);
            assertThat(confirmed.replicas()).isEqualTo(1);

            primary.kill9();
            ofReplica.commands().execute("REPLICAOF", "NO", "ONE");
            TotpLedger after = new TotpLedger(ofReplica.commands(), 0, Duration.ofMillis(50));
            assertThat(after.reserve("octotel", 100, List.of("000001", "000002"), 3).step()).isEqualTo(101);
        }
    }

    private static long reserve(TotpStore store) {
        return store.ask(ledger -> ledger.reserve("octotel", 100, List.of("000001", "000002", "000003", "000004"), 3)).step();
    }
}
