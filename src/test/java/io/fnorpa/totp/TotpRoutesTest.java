package io.fnorpa.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fnorpa.account.AccountRestsException;
import io.fnorpa.account.LoginBudget;
import io.fnorpa.account.PortalAccount;
import io.fnorpa.attempt.BrowserHold;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.CommandType;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.CommandDraft;
import io.fnorpa.browsers.Sessions;
import io.fnorpa.evidence.ChainedEvent;
import io.fnorpa.evidence.EventChain;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.otp.TotpCodes;
import io.fnorpa.parts.Parts;
import io.fnorpa.parts.PartsTestResource;
import io.fnorpa.parts.RunningJobs;
import io.fnorpa.rig.BrowserService;
import io.fnorpa.token.SigningKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The routes of totp.camel.yaml with a real Valkey and a real Firefox. */
@QuarkusTest
@WithTestResource(PartsTestResource.class)
class TotpRoutesTest {

    private static final int PERIOD_SECONDS = 10;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);
    private static final String INSTANCE = "browser-of-tests";

    @Inject
    ProducerTemplate routes;
    @Inject
    RunningJobs jobs;
    @Inject
    Sessions sessions;
    @Inject
    SigningKeys keys;
    @Inject
    TotpSecrets secrets;
    @Inject
    TotpStore store;
    @Inject
    LoginBudget budget;
    @Inject
    MeterRegistry meters;
    @Inject
    RedisDataSource valkey;
    Parts parts;

    private CodePage page;
    private BrowserService browser;
    private RunningAttempt attempt;

    @BeforeEach
    void openThePage() throws IOException {
        page = new CodePage();
        attempt = begin();
    }

    private RunningAttempt begin() {
        return jobs.begin("""
            fno: octotel
            name: Octotel
            base-url: %s
            totp: {digits: 6, period: %d, algorithm: sha1}
            job-types: {validation: {}}
            """.formatted(page.address(), PERIOD_SECONDS), Instant.now().plusSeconds(600));
    }

    @AfterEach
    void end() {
        if (browser != null) {
            browser.close();
        }
        page.close();
    }

    @Test
    void aCodeIsTypedIntoTheSessionAndShownNowhere() throws Exception {
        openSession();
        TotpReceipt first = submit();
        Future<TotpReceipt> second = CompletableFuture.supplyAsync(this::submit);
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(second.isDone() || jobs.waitingReason(attempt) != null
                && jobs.waitingReason(attempt).matches("waits for a code of its own until \\d\\d:\\d\\d:\\d\\d: .*")).isTrue());
        assertThat(second).succeedsWithin(LONG_ENOUGH);
        TotpReceipt later = second.get();
        routes.requestBody("direct:totp-verdict", new TotpVerdict(attempt, first, true));

        assertThat(later.step()).isGreaterThan(first.step());
        TotpCodes codes = secrets.codes(account());
        String code = codes.at(first.step()).reveal();
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(page.typed())
                .containsExactly(code, codes.at(later.step()).reveal()));
        assertThat(jobs.waitingReason(attempt)).isNull();
        List<ChainedEvent> events = jobs.events(attempt);
        assertThat(events).extracting(ChainedEvent::kind).containsExactly("totp", "totp", "totp");
        assertThat(events.get(0).detail()).isEqualTo("code of step " + first.step() + " of account octotel typed");
        assertThat(events.get(2).detail()).isEqualTo("code of step " + first.step() + " accepted");
        assertThat(EventChain.firstFault(events)).isEmpty();
        for (String metric : List.of("rpa.totp.reservations", "rpa.totp.codes", "rpa.totp.wait")) {
            assertThat(meters.get(metric).tags("provider", "octotel", "account", "default").meters()).as(metric).isNotEmpty();
        }
        assertThat(valkey.execute("GET", "totp_consumed:octotel:" + code).toString())
                .isEqualTo("{\"job_id\":\"" + attempt.getJobId() + "\",\"success\":true}");
    }

    @Test
    void aPortalWhoseClockIsWrongGetsNoCode() throws Exception {
        try (WrongClockPage wrong = new WrongClockPage(Duration.ofMinutes(-3))) {
            openSession(wrong.address());
            assertThatThrownBy(this::submit).hasCauseInstanceOf(TotpUnavailableException.class).cause()
                    .hasMessageMatching("(?s)No code for octotel: The clock of octotel's portal is 1(79|80)\\.\\d+ s behind this instance's, and the limit is 10\\.0 s.*");
            assertThat(wrong.asked()).as("nothing was typed").doesNotContain("/typed");
        }
    }

    @Test
    void anAccountThatBeganToRestMeanwhileGetsNoCode() throws Exception {
        openSession();
        budget.spend(attempt.getAccount(), attempt.getSettings().loginBudget(), "locked while this one waited", true);
        try {
            assertThatThrownBy(this::submit).hasCauseInstanceOf(AccountRestsException.class);
            assertThat(attempt.getUnspentReason()).startsWith("account octotel rests until");
            assertThat(page.typed()).isEmpty();
        } finally {
            budget.restore(attempt.getAccount());
        }
    }

    @Test
    void withoutTheStoreNoCodeIsGivenAndTheJobSaysWhy() {
        parts.valkey().kill9();
        try {
            Future<TotpReceipt> asked = CompletableFuture.supplyAsync(this::submit);
            await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(asked.isDone()
                    || String.valueOf(jobs.waitingReason(attempt)).startsWith("The TOTP store redis://")).isTrue());
            assertThat(asked).failsWithin(LONG_ENOUGH).withThrowableThat()
                    .havingRootCause().withMessageContaining("refused");
            assertThatThrownBy(this::submit).hasCauseInstanceOf(TotpUnavailableException.class)
                    .cause().hasMessageContaining("No code is given while it is away").hasMessageContaining("rpa.valkey.url");
            assertThat(page.typed()).isEmpty();
        } finally {
            parts.valkey().restart();
        }
        await().atMost(LONG_ENOUGH).until(() -> store.fault().isEmpty());
    }

    @Test
    void aStoreThatComesBackIsWaitedForNoLonger() throws Exception {
        useAnAccountWhoseStepsAreFree();
        openSession();
        parts.valkey().kill9();
        Future<TotpReceipt> asked;
        try {
            asked = CompletableFuture.supplyAsync(this::submit);
            await().atMost(LONG_ENOUGH).until(() -> String.valueOf(jobs.waitingReason(attempt)).startsWith("The TOTP store redis://"));
        } finally {
            parts.valkey().restart();
        }
        assertThat(asked).succeedsWithin(LONG_ENOUGH);
        assertThat(jobs.waitingReason(attempt)).isNull();
    }

    private void useAnAccountWhoseStepsAreFree() {
        attempt.setAccount(new PortalAccount("octotel", "night"));
        parts.secrets().write("octotel.night-username", "tests");
        parts.secrets().write("octotel.night-password", "tests");
        parts.secrets().write("octotel.night-totp-secret", "JBSWY3DPEHPK3PXP");
    }

    @Test
    void anFnoWithoutCodesSaysWhatIsMissing() {
        RunningAttempt without = jobs.begin("""
            fno: evotel
            name: Evotel
            base-url: https://evotel.example
            job-types: {validation: {}}
            """, Instant.now().plusSeconds(600));

        assertThatThrownBy(() -> routes.requestBody("direct:submit-totp", new TotpAsk(without, "css=#code", null, null)))
                .hasCauseInstanceOf(TotpUnavailableException.class).cause().hasMessageContaining("evotel/fno.yaml has no totp section");
    }

    private void openSession() throws IOException {
        openSession(page.address());
    }

    private void openSession(URI portal) throws IOException {
        browser = BrowserService.start(parts.folder().resolve("browser-" + attempt.getJobId()), INSTANCE, keys);
        attempt.setBrowser(new BrowserHold(browser.address(), INSTANCE, 0));
        sessions.issueTicket(attempt);
        sessions.open(attempt);
        new BrowserClient(attempt.getTicket().browser(), attempt.getTicket().sessionToken())
                .execute(CommandDraft.of(CommandType.NAVIGATE).url(portal.toString()).build());
    }

    private TotpReceipt submit() {
        return routes.requestBody("direct:submit-totp", new TotpAsk(attempt, "css=#code", null, null), TotpReceipt.class);
    }

    private TotpAccount account() {
        return TotpAccount.of(attempt.getSettings(), attempt.getAccount());
    }
}
