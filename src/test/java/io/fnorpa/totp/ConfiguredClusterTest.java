package io.fnorpa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fnorpa.account.PortalAccount;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.flow.runtime.FnoSettings.Totp;
import io.fnorpa.flow.runtime.FnoSettings.Totp.Algorithm;
import io.fnorpa.job.JobId;
import io.fnorpa.login.AccountsInValkey;
import io.fnorpa.parts.ValkeyParts;
import io.fnorpa.rig.ValkeyCluster;
import io.fnorpa.rig.ValkeyServer;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The platform's own configuration, with rpa.valkey.mode=cluster and the replica that is its default. */
@QuarkusTest
@WithTestResource(value = ValkeyParts.class, initArgs = @ResourceArg(name = ValkeyParts.MODE, value = "cluster"))
class ConfiguredClusterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final TotpAccount ACCOUNT = new TotpAccount("octotel", "octotel-totp-secret", List.of(),
            new Totp(6, Duration.ofSeconds(30), Algorithm.SHA1));

    @Inject
    TotpManager manager;
    @Inject
    TotpStore store;
    @Inject
    AccountsInValkey accounts;
    ValkeyCluster valkey;

    @Test
    void itGoesOnByItselfAfterThePrimaryWasKilledAndGivesLaterSteps() {
        assertThat(store.fault()).isEmpty();
        long before = reserve();
        ValkeyServer killed = valkey.primaryOf("totp_step:{octotel}");
        killed.kill9();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> valkey.primaryOf("totp_step:{octotel}") != killed);
        killed.restart(); // the new primary has no other replica that could confirm

        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(TotpUnavailableException.class)
                .untilAsserted(() -> assertThat(reserve()).isGreaterThan(before));
        await().atMost(PATIENCE).untilAsserted(() -> {
            store.look();
            assertThat(store.fault()).isEmpty();
        });
    }

    @Test
    void budgetAndSavedLoginOfAnAccountAreKeptThere() throws Exception {
        accounts.keepsBudget(new PortalAccount("octotel", "budget"));
        accounts.keepsSavedLogin(new PortalAccount("octotel", "saved"));
    }

    private long reserve() {
        return manager.reserveTotpCode(ACCOUNT, new JobId(1), Instant.now().plusSeconds(3600)).step();
    }
}
