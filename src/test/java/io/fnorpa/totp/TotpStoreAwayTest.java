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
            TotpStore store = new TotpStore(client.ledger(0, Duration.ofMillis(50)),
                    () -> ValkeyServers.Findings.NONE, TestSteps.realClocks(), List.of(server.address()));
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
            StepGrant confirmed = ofPrimary.ledger(1, Duration.ofSeconds(10)).reserve("octotel", TestSteps.four());
            assertThat(confirmed.replicas()).isEqualTo(1);

            primary.kill9();
            ofReplica.commands().execute("REPLICAOF", "NO", "ONE");
            assertThat(ofReplica.ledger(0, Duration.ofMillis(50)).reserve("octotel", TestSteps.four()).step()).isEqualTo(101);
        }
    }

    private static long reserve(TotpStore store) {
        return store.reserve("octotel", TestSteps.four()).step();
    }
}
