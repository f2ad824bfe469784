package io.fnorpa.flow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.browser.SessionRequest;
import io.fnorpa.browser.client.BrowserClient;
import io.fnorpa.browser.client.Resending;
import io.fnorpa.flow.EvidenceReceipt;
import io.fnorpa.flow.TotpReceipt;
import io.fnorpa.flow.TotpRequest;
import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Job;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.job.Outcome.Verdict;
import io.fnorpa.rig.BrowserService;
import io.fnorpa.secret.Secret;
import io.fnorpa.ticket.Ticket;
import io.fnorpa.token.SigningKeys;
import io.fnorpa.token.TokenIssuer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each verb, and each way to end, in a real Firefox behind the packaged browser service. */
class FlowInFirefoxTest {

    private static final AttemptId ATTEMPT = AttemptId.of(7, 1);
    private static final Resending QUICK = new Resending(2, Duration.ofMillis(50), Duration.ofMillis(50));
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    static Path home;

    private static SigningKeys keys;
    private static BrowserService service;
    private static PracticePages pages;

    @TempDir
    Path folder;

    private final CodeTypist channel = new CodeTypist();
    private BrowserClient session;
    private Secret token;
    private String sessionId;
    private Duration deadline = Duration.ofMinutes(5);

    @BeforeAll
    static void start() {
        keys = new SigningKeys(home.resolve("keys")).createIfAbsent();
        service = BrowserService.start(home, "browser-1", keys);
        pages = new PracticePages();
    }

    @AfterAll
    static void stop() {
        pages.close();
        service.close();
    }

    @AfterEach
    void closeSession() {
        if (service.isAlive()) {
            session.close();
        }
    }

    @Test
    void logsInWithACodeThatTheFlowNeverSees() {
        open(pages.address(), List.of());

        Outcome outcome = run(LOGIN + """
                - to: { uri: "browser:expect", parameters: { target: "#home", exactText: Welcome } }
                - to: { uri: "browser:screenshot", parameters: { step: logged-in } }
                """);

        assertThat(outcome).isEqualTo(Outcome.succeeded(Map.of()));
        assertThat(pages.sent()).contains("/code user=anna&password=top&secret", "/home code=" + PracticePages.GOOD_CODE);
        assertThat(channel.told).containsExactly("step open /login", "step login-code", "code accepted", "step logged-in", "evidence logged-in image/png");
        assertThat(channel.evidence.get(0)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(channel.told.toString()).doesNotContain("top&secret", PracticePages.GOOD_CODE);
    }

    @Test
    void aRefusedCodeIsReportedAndTheLoginsFault() {
        channel.code = "000000";
        open(pages.address(), List.of());

        Outcome outcome = run(LOGIN);

        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.fault()).isEqualTo(Fault.LOGIN);
        assertThat(outcome.code()).isEqualTo("totp-refused");
        assertThat(channel.told).contains("code refused", "evidence failure image/png");
    }

    @Test
    void aSavedLoginIsTriedAtThePortalBeforeItIsTrusted() {
        channel.hasSavedLogin = true;
        open(pages.address(), List.of());

        Outcome outcome = run("""
                - to: { uri: "browser:restore-session", parameters: { url: /service, accepted: "css=.status", refused: "label=User" } }
                - to: { uri: "job:result", parameters: { name: known, value: "${body}" } }
                - to: { uri: "browser:restore-session", parameters: { url: /login, accepted: "css=.status", refused: "label=User" } }
                - to: { uri: "job:result", parameters: { name: unknown, value: "${body}" } }
                """);

        assertThat(outcome.result()).containsEntry("known", true).containsEntry("unknown", false);
        assertThat(channel.told).containsOnlyOnce("saved login refused");
    }

    @Test
    void readsTextAttributeCountTableAndTitle() {
        open(pages.address(), List.of());

        Outcome outcome = run(SERVICE_PAGE + """
                - to: { uri: "browser:extract", parameters: { name: status, target: "css=.status" } }
                - to: { uri: "browser:extract", parameters: { name: kind, target: "css=.status", kind: attribute, attribute: data-kind } }
                - to: { uri: "browser:extract", parameters: { name: rows, target: "css=tr", kind: count } }
                - to: { uri: "browser:extract", parameters: { name: lines, target: "css=table", kind: table } }
                - to: { uri: "browser:extract", parameters: { name: title, kind: title } }
                - to: { uri: "browser:extract", parameters: { name: missing, target: "#missing", optional: true, timeout: 200ms } }
                - to: { uri: "job:result", parameters: { name: second, value: "${variable.result[lines][1][Line]}" } }
                """);

        assertThat(outcome.result()).containsEntry("status", "Active").containsEntry("kind", "fibre").containsEntry("title", "Service")
                .containsEntry("lines", List.of(Map.of("Line", "A", "Speed", "100"), Map.of("Line", "B", "Speed", "50")))
                .containsEntry("missing", null).containsEntry("second", "B");
        assertThat(String.valueOf(outcome.result().get("rows"))).isEqualTo("3");
    }

    @Test
    void actsOnThePageAsAPersonWould() {
        open(pages.address(), List.of());

        Outcome outcome = run(SERVICE_PAGE + """
                - to: { uri: "browser:select", parameters: { target: "#reason", value: Price } }
                - to: { uri: "browser:expect", parameters: { target: "#reason", value: p } }
                - to: { uri: "browser:check", parameters: { target: "#sure" } }
                - to: { uri: "browser:expect", parameters: { target: "#sure", state: checked } }
                - to: { uri: "browser:uncheck", parameters: { target: "#sure" } }
                - to: { uri: "browser:expect", parameters: { target: "#sure", state: unchecked } }
                - to: { uri: "browser:type", parameters: { target: "#free", value: "RAW(a&b+c 100%)" } }
                - to: { uri: "browser:press", parameters: { key: Backspace, target: "#free" } }
                - to: { uri: "browser:expect", parameters: { target: "#typed", exactText: "RAW(a&b+c 100)" } }
                - to: { uri: "browser:hover", parameters: { target: "#hover" } }
                - to: { uri: "browser:expect", parameters: { target: "#hover", text: hovered } }
                - to: { uri: "browser:upload", parameters: { target: "#file", fileName: letter.txt, value: hello } }
                - to: { uri: "browser:expect", parameters: { target: "#uploaded", exactText: "letter.txt:hello" } }
                - to: { uri: "browser:wait-for", parameters: { target: "#late" } }
                - to: { uri: "browser:wait-for", parameters: { target: "#never", orTarget: "#late" } }
                - to: { uri: "job:result", parameters: { name: came, value: "${body}" } }
                - to: { uri: "browser:expect", parameters: { title: Service } }
                - to: { uri: "browser:expect", parameters: { target: "css=tr", count: 3 } }
                """);

        assertThat(outcome).isEqualTo(Outcome.succeeded(Map.of("came", "or")));
    }

    @Test
    void reachesDialogsPopupsFramesAndResponses() {
        open(pages.address(), List.of());

        Outcome outcome = run(SERVICE_PAGE + """
                - to: { uri: "browser:wait-for", parameters: { response: "*/data.json" } }
                - to: { uri: "browser:click", parameters: { target: "#ask", dialog: accept } }
                - to: { uri: "browser:expect", parameters: { target: "#asked", exactText: "yes" } }
                - to: { uri: "browser:dialog", parameters: { action: dismiss } }
                - to: { uri: "browser:click", parameters: { target: "#ask" } }
                - to: { uri: "browser:expect", parameters: { target: "#asked", exactText: "no" } }
                - to: { uri: "browser:extract", parameters: { name: frame, target: "#detail", frame: "#inner" } }
                - to: { uri: "browser:click", parameters: { target: "#pop" } }
                - to: { uri: "browser:extract", parameters: { name: popup, target: "#detail", page: popup } }
                - to: { uri: "browser:wait-for", parameters: { url: "*/popup", page: popup } }
                """);

        assertThat(outcome).isEqualTo(Outcome.succeeded(Map.of("frame", "in the frame", "popup", "in the popup")));
    }

    @Test
    void keepsDownloadsAndTheirText() {
        open(pages.address(), List.of());

        Outcome outcome = run(SERVICE_PAGE + """
                - to: { uri: "browser:download", parameters: { target: "#csv", name: report, step: line-report } }
                - to: { uri: "browser:download", parameters: { target: "#pdf", step: paper } }
                - to: { uri: "job:result", parameters: { name: paper, value: "${body}" } }
                """);

        assertThat(outcome).isEqualTo(Outcome.succeeded(Map.of("report", "line,speed\nA,100\n", "paper", "evidence/1/paper")));
        assertThat(channel.told).anyMatch(told -> told.startsWith("evidence line-report text/csv")).contains("evidence paper application/pdf");
    }

    @Test
    void anElementThatIsNotThereMeansThatThePortalChanged() {
        open(pages.address(), List.of());

        Outcome outcome = run(SERVICE_PAGE + "- to: { uri: 'browser:click', parameters: { target: 'role=button[name=\"Asked\"]', timeout: 1s } }\n");

        assertThat(outcome.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(outcome.fault()).isEqualTo(Fault.PORTAL_CHANGED);
        assertThat(outcome.code()).isEqualTo("element-not-found");
        assertThat(outcome.message()).contains("role=button", "Ask", "Compare the last picture");
        assertThat(channel.told).contains("evidence failure image/png");
    }

    @Test
    void whatIsWaitedForAndDoesNotComeMeansThatToo() {
        open(pages.address(), List.of());

        Outcome outcome = run(SERVICE_PAGE + "- to: { uri: 'browser:wait-for', parameters: { url: '*/nowhere', timeout: 500ms } }\n");

        assertThat(outcome.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(outcome.fault()).isEqualTo(Fault.PORTAL_CHANGED);
    }

    @Test
    void anExpectationThatIsNotMetEndsAsTheFlowSays() {
        open(pages.address(), List.of());

        Outcome outcome = run(SERVICE_PAGE + """
                - to: { uri: "browser:expect", parameters: { target: "css=.status", exactText: Cancelled, timeout: 200ms,
                      otherwise: fail, code: still-active, message: "The service is still active" } }
                - to: { uri: "job:result", parameters: { name: after, value: reached } }
                """);

        assertThat(outcome).isEqualTo(Outcome.failed("still-active", "The service is still active", Map.of()));
        assertThat(channel.told).contains("evidence still-active image/png");
    }

    @Test
    void anExpectationWithoutMoreIsReviewed() {
        open(pages.address(), List.of());

        Outcome outcome = run(SERVICE_PAGE + "- to: { uri: 'browser:expect', parameters: { target: 'css=.status', text: Cancelled, timeout: 200ms } }\n");

        assertThat(outcome.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(outcome.code()).isEqualTo("portal-changed");
        assertThat(outcome.message()).contains("css=.status: expected text 'Cancelled', found 'Active'");
    }

    @Test
    void aPortalThatAnswersWithAnErrorIsThePortalsFault() {
        open(pages.address(), List.of());

        Outcome outcome = run("- to: { uri: 'browser:navigate', parameters: { url: /down } }\n");

        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.fault()).isEqualTo(Fault.PORTAL);
        assertThat(outcome.code()).isEqualTo("portal-error");
    }

    @Test
    void aPortalThatIsDownIsThePortalsFault() {
        URI nobody = closedAddress();
        open(nobody, List.of());

        Outcome outcome = run("- to: { uri: 'browser:navigate', parameters: { url: /login } }\n");

        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.fault()).isEqualTo(Fault.PORTAL);
        assertThat(outcome.code()).isEqualTo("portal-unreachable");
    }

    @Test
    void anotherHostIsTheFlowsFault() {
        open(pages.address(), List.of());

        Outcome outcome = run("- to: { uri: 'browser:navigate', parameters: { url: 'http://elsewhere.example/' } }\n");

        assertThat(outcome.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(outcome.fault()).isEqualTo(Fault.FLOW);
        assertThat(outcome.message()).contains("allowed-hosts in fno.yaml");
    }

    @Test
    void aSessionThatIsGoneIsTheBrowsersFault() {
        open(pages.address(), List.of());
        session.close();

        Outcome outcome = run(SERVICE_PAGE);

        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.fault()).isEqualTo(Fault.BROWSER);
        assertThat(channel.told).noneMatch(told -> told.startsWith("evidence"));
    }

    @Test
    void aDeadlineThatIsPastEndsTheFlow() {
        open(pages.address(), List.of());
        deadline = Duration.ofMillis(-1);

        Outcome outcome = run(SERVICE_PAGE);

        assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.code()).isEqualTo("deadline");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{ uri: 'browser:wait-for', parameters: { target: '#never' } }",
        "{ uri: 'browser:wait-for', parameters: { url: '*/nowhere' } }",
        "{ uri: 'browser:expect', parameters: { target: '#never', otherwise: fail, code: not-there, message: It is not there } }",
        "{ uri: 'browser:extract', parameters: { target: '#never', optional: true, timeout: 30s } }",
        "{ uri: 'browser:click', parameters: { target: '#never' } }"})
    void whatTheDeadlineCutShortIsNotJudgedAsIfItHadHadItsTime(String step) {
        open(pages.address(), List.of());
        deadline = Duration.ofSeconds(4);

        Outcome outcome = run(SERVICE_PAGE + "- to: " + step + "\n");

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.fault()).isEqualTo(Fault.PORTAL);
        assertThat(outcome.code()).isEqualTo("deadline");
        assertThat(channel.told).as("time for a picture is kept").contains("evidence failure image/png");
    }

    @Test
    void aShortLimitStaysShortNearTheDeadline() {
        open(pages.address(), List.of());
        deadline = Duration.ofSeconds(30);

        Outcome outcome = run(SERVICE_PAGE + """
                - to: { uri: "browser:extract", parameters: { name: missing, target: "#never", optional: true } }
                - to: { uri: "browser:extract", parameters: { name: status, target: "css=.status" } }
                """);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.SUCCEEDED);
        assertThat(outcome.result()).containsEntry("missing", null).containsEntry("status", "Active");
    }

    @Test
    void aCommandWithoutALimitHasThePlatforms() {
        open(pages.address(), List.of());
        new FlowFiles(folder).validation(SERVICE_PAGE + "- to: { uri: 'browser:wait-for', parameters: { url: '*/nowhere' } }\n");

        try (FlowLibrary library = FlowLibrary.load(folder)) {
            Outcome outcome = new FlowRunner(library, Duration.ofMillis(5100)).run(job(), ticket(), channel);

            assertThat(outcome.code()).isEqualTo("timeout");
            assertThat(outcome.message()).contains("within 5100 ms");
        }
    }

    @Test
    void theLastPictureIsOfThePageThatTheFlowWasAt() throws IOException {
        open(pages.address(), List.of());

        run(POPUP + "- to: { uri: 'browser:click', parameters: { target: '#never', page: popup, timeout: 1s } }\n");

        assertThat(background(channel.evidence.get(0))).isEqualTo(POPUPS_BACKGROUND);
    }

    @Test
    void itIsOfTheMainPageWhereThatPageIsGone() throws IOException {
        open(pages.address(), List.of());

        run(POPUP + """
                - to: { uri: "browser:click", parameters: { target: "#close", page: popup } }
                - to: { uri: "job:fail", parameters: { code: no-detail, message: There is no detail } }
                """);

        assertThat(channel.told).contains("evidence no-detail image/png");
        assertThat(background(channel.evidence.get(0))).isEqualTo(0xFFFFFF);
    }

    private static int background(byte[] png) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        return picture.getRGB(picture.getWidth() - 1, picture.getHeight() - 1) & 0xFFFFFF;
    }

    @Test
    void aServiceKilledInMidFlowIsTheBrowsersFault() {
        open(pages.address(), List.of());
        channel.killAtStep = "before-the-end";
        try {
            Outcome outcome = run(SERVICE_PAGE + """
                    - to: { uri: "browser:screenshot", parameters: { step: before-the-end } }
                    - to: { uri: "browser:click", parameters: { target: "#ask" } }
                    """);

            assertThat(outcome.verdict()).isEqualTo(Verdict.RETRY);
            assertThat(outcome.fault()).isEqualTo(Fault.BROWSER);
            assertThat(outcome.code()).isEqualTo("browser-unreachable");
        } finally {
            service.restart();
        }
    }

    private static final String SERVICE_PAGE = "- to: { uri: 'browser:navigate', parameters: { url: /service } }\n";
    private static final int POPUPS_BACKGROUND = 0x123456;
    private static final String POPUP = SERVICE_PAGE + """
            - to: { uri: "browser:click", parameters: { target: "#pop" } }
            - to: { uri: "browser:expect", parameters: { target: "#detail", page: popup } }
            """;
    private static final String LOGIN = """
            - to: { uri: "browser:navigate", parameters: { url: /login } }
            - to: { uri: "browser:fill", parameters: { target: "label=User", credential: username } }
            - to: { uri: "browser:fill", parameters: { target: "label=Password", credential: password } }
            - to: { uri: "browser:click", parameters: { target: "text=Continue" } }
            - to: { uri: "browser:totp", parameters: { target: "label=Code", submit: "text=Verify", accepted: "#home", refused: "#error" } }
            """;

    private void open(URI portal, List<String> hosts) {
        sessionId = UUID.randomUUID().toString();
        token = new TokenIssuer(keys, CLOCK).session("browser-1", ATTEMPT, sessionId, CLOCK.instant().plusSeconds(600));
        session = new BrowserClient(service.address(), token);
        session.open(new SessionRequest(sessionId, "octotel", portal, hosts,
                Map.of("username", Secret.of("anna"), "password", Secret.of("top&secret")), null, null, null, null, null));
    }

    private Outcome run(String steps) {
        new FlowFiles(folder).validation(steps);
        try (FlowLibrary library = FlowLibrary.load(folder)) {
            assertThat(library.refused()).isEmpty();
            return new FlowRunner(library, QUICK, CLOCK).run(job(), ticket(), channel);
        }
    }

    private static Job job() {
        return new Job(ATTEMPT, null, "octotel", "validation", Map.of());
    }

    private Ticket ticket() {
        return new Ticket(ATTEMPT, service.address(), sessionId, token, null, null, null, Instant.now().plus(deadline));
    }

    private static URI closedAddress() {
        try (PracticePages closed = new PracticePages()) {
            return closed.address();
        }
    }

    /** Types a code into the session, as the orchestrator does, and kills the browser service when told. */
    private final class CodeTypist extends RecordingChannel {

        private String code = PracticePages.GOOD_CODE;
        private String killAtStep;

        @Override
        public TotpReceipt submitTotp(TotpRequest request) {
            session.submitTotp(request.target(), request.frame(), request.page(), Secret.of(code));
            return new TotpReceipt(1, "octotel");
        }

        @Override
        public EvidenceReceipt evidence(String step, String contentType, byte[] bytes) {
            EvidenceReceipt receipt = super.evidence(step, contentType, bytes);
            if (step.equals(killAtStep)) {
                service.kill9();
            }
            return receipt;
        }
    }
}
