package io.fnorpa.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fnorpa.account.LoginPass;
import io.fnorpa.attempt.BrowserHold;
import io.fnorpa.attempt.RunningAttempt;
import io.fnorpa.browser.client.BrowserServiceException;
import io.fnorpa.browser.client.SessionNotFoundException;
import io.fnorpa.evidence.ChainedEvent;
import io.fnorpa.evidence.EventChain;
import io.fnorpa.flow.AttemptChannel;
import io.fnorpa.flow.AttemptFencedException;
import io.fnorpa.flow.EvidenceReceipt;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.flow.TotpRequest;
import io.fnorpa.flow.TotpUnavailableException;
import io.fnorpa.parts.Parts;
import io.fnorpa.parts.RunningJobs;
import io.fnorpa.rig.BrowserService;
import io.fnorpa.ticket.Ticket;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import io.fnorpa.totp.TotpVerdict;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a flow may rely on of its channel, wherever it runs: the same is written, the same comes back, the same is thrown, with
 * the same words. The routes, the database, Valkey and the browser service behind it are real.
 */
abstract class ChannelContract {

    private static final String INSTANCE = "browser-of-tests";
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");
    private static final TotpRequest REQUEST = new TotpRequest("css=#code", null, null);

    @Inject
    RunningJobs jobs;
    @Inject
    ProducerTemplate routes;
    @Inject
    TokenIssuer tokens;
    @Inject
    SigningKeys keys;
    Parts parts;

    RunningAttempt attempt;
    private AttemptChannel channel;

    /** The channel of the kind under test. */
    abstract AttemptChannel channel(RunningAttempt running);

    @BeforeEach
    void begin() {
        begin("""
            fno: octotel
            name: Octotel
            base-url: http://127.0.0.1:9
            totp: {digits: 6, period: 30, algorithm: sha1}
            job-types: {validation: {}}
            """, NOBODY);
    }

    private void begin(String fno, URI browser) {
        attempt = jobs.begin(fno, Instant.now().plusSeconds(600));
        attempt.setBrowser(new BrowserHold(browser, INSTANCE, 0));
        attempt.setTicket(ticket(browser));
        channel = channel(attempt);
    }

    abstract Ticket ticket(URI browser);

    @AfterEach
    void end() {
        end(attempt);
    }

    void end(RunningAttempt running) {
    }

    @Test
    void theStepStandsInTheRow() {
        channel.step("octotel-login");

        assertThat(row("step")).isEqualTo("octotel-login");
    }

    @Test
    void anEventStandsInTheJobsListAsItWasTold() {
        channel.event("note", "octotel-login", "Größe 5 × 3, \"quoted\"");
        channel.event("note", null, "without a step");

        List<ChainedEvent> events = jobs.events(attempt);
        assertThat(events).extracting(ChainedEvent::kind).containsExactly("note", "note");
        assertThat(events.get(0).step()).isEqualTo("octotel-login");
        assertThat(events.get(0).detail()).isEqualTo("Größe 5 × 3, \"quoted\"");
        assertThat(events.get(1).step()).isNull();
        assertThat(EventChain.firstFault(events)).isEmpty();
    }

    @Test
    void evidenceIsKeptByteForByte() {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);

        EvidenceReceipt receipt = channel.evidence("service & status/ü", "image/png", bytes);

        assertThat(receipt.sha256()).isEqualTo(sha256(bytes));
        assertThat(receipt.key()).startsWith("evidence/" + attempt.getJobId() + "/").endsWith(".png");
        ChainedEvent event = jobs.events(attempt).get(0);
        assertThat(event.kind()).isEqualTo("evidence");
        assertThat(event.step()).isEqualTo("service & status/ü");
        assertThat(event.evidenceKey()).isEqualTo(receipt.key());
    }

    @Test
    void thePointOfNoReturnIsInTheRowWhenTheCallReturns() {
        channel.pointOfNoReturn("confirm the cancellation");

        assertThat(row("no_return_at")).isNotNull();
        assertThat(attempt.isPastNoReturn()).isTrue();
        assertThat(jobs.events(attempt)).extracting(ChainedEvent::kind).containsExactly("point-of-no-return");
    }

    @Test
    void whetherTheSessionBeganWithASavedLoginIsKnown() {
        assertThat(channel.restoreSession()).isFalse();

        attempt.setLogin(LoginPass.ofSaved(7));

        assertThat(channel.restoreSession()).isTrue();
    }

    @Test
    void aLoginIsSavedOnlyByWhoHasTheTurn() {
        channel.saveSession();

        assertThat(jobs.events(attempt)).isEmpty();
    }

    @Test
    void aRowThatIsAnothersFencesThisAndAllThatComesAfter() {
        jobs.execute("update job set lease_token = 'of another' where id = " + attempt.getJobId());

        assertThatThrownBy(() -> channel.step("octotel-login")).isInstanceOf(AttemptFencedException.class);
        assertThatThrownBy(() -> channel.event("note", null, "late")).isInstanceOf(AttemptFencedException.class);
        assertThatThrownBy(() -> channel.evidence("late", "image/png", new byte[] {1})).isInstanceOf(AttemptFencedException.class);
        assertThatThrownBy(() -> channel.pointOfNoReturn("late")).isInstanceOf(AttemptFencedException.class);
        assertThatThrownBy(() -> channel.submitTotp(REQUEST)).isInstanceOf(AttemptFencedException.class);
        assertThat(attempt.isFenced()).isTrue();
        assertThat(jobs.events(attempt)).isEmpty();
    }

    @Test
    void aJobThatWasCancelledDoesNotPassItsPointOfNoReturn() {
        jobs.execute("update job set cancel_by = 'Olga' where id = " + attempt.getJobId());

        assertThatThrownBy(() -> channel.pointOfNoReturn("confirm")).isInstanceOf(AttemptFencedException.class)
                .hasMessageContaining("was cancelled by Olga");
        assertThat(row("no_return_at")).isNull();
        assertThat(attempt.getCancelledBy()).isEqualTo("Olga");
    }

    @Test
    void whyThereIsNoCodeIsTold() {
        begin("""
            fno: evotel
            name: Evotel
            base-url: http://127.0.0.1:9
            job-types: {validation: {}}
            """, NOBODY);

        assertThatThrownBy(() -> channel.submitTotp(REQUEST)).isExactlyInstanceOf(TotpUnavailableException.class)
                .hasMessageContaining("evotel/fno.yaml has no totp section");
    }

    @Test
    void aBrowserServiceThatGivesNoAnswerIsTheSameFailure() {
        Throwable failure = catchThrowable(() -> channel.submitTotp(REQUEST));

        assertThat(failure).isInstanceOf(BrowserServiceException.class).hasMessageContaining("The browser service at http://127.0.0.1:9 gave no answer");
        assertThat(((BrowserServiceException) failure).code()).isEqualTo("browser-unreachable");
    }

    @Test
    void whatABrowserServiceAnswersIsTheSameProblem() {
        try (BrowserService browser = BrowserService.start(parts.folder().resolve("browser-" + getClass().getSimpleName()), INSTANCE, keys)) {
            begin("""
                fno: octotel
                name: Octotel
                base-url: http://127.0.0.1:9
                totp: {digits: 6, period: 30, algorithm: sha1}
                job-types: {validation: {}}
                """, browser.address());

            Throwable failure = catchThrowable(() -> channel.submitTotp(REQUEST));

            assertThat(failure).isExactlyInstanceOf(SessionNotFoundException.class);
            assertThat(((SessionNotFoundException) failure).problem().status()).isEqualTo(404);
        }
    }

    @Test
    void whatElseFailsSaysWhatTheRouteSaid() {
        Throwable failure = catchThrowable(() -> channel.event("note", null, null));
        assertThat(failure).as("an event may have no detail").isNull();

        TotpReceipt ofNobody = new TotpReceipt(1, "nobody");
        begin("""
            fno: evotel
            name: Evotel
            base-url: http://127.0.0.1:9
            job-types: {validation: {}}
            """, NOBODY);
        Throwable said = catchThrowable(() -> routes.requestBody("direct:totp-verdict", new TotpVerdict(attempt, ofNobody, true)));

        assertThatThrownBy(() -> channel.totpVerdict(ofNobody, true)).hasMessage(said.getCause().getMessage());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object row(String column) {
        return routes.requestBody("sql:select " + column + " from job where id = :#${body.jobId}?outputType=SelectOne", attempt);
    }
}
