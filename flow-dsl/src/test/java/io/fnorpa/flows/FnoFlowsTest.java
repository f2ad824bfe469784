package io.fnorpa.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.job.Outcome.Verdict;
import io.fnorpa.secret.Secret;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The flows of {@code fno-flows} in a real Firefox against the practice portals; the portals' ledgers say what happened. */
class FnoFlowsTest {

    private static final int CANCELLED = 300301;
    private static final int UNKNOWN = 999999;
    /** Of a command that fails when its time is over. */
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    private static FlowStage stage;

    private final MemoryChannel channel = new MemoryChannel();

    @BeforeAll
    static void start() {
        stage = new FlowStage(folder);
    }

    @AfterAll
    static void end() {
        if (stage != null) {
            stage.close();
        }
    }

    @BeforeEach
    void forget() {
        stage.portals().reset();
    }

    @ParameterizedTest
    @EnumSource
    void aValidationReportsWhatThePortalKnows(PracticeFno fno) {
        JsonNode service = stage.portals().addService(fno.id(), "{\"customer\": \"Zoë O'Neill & Sons\", \"address\": \"1 + 2 Long Street\"}");

        Outcome outcome = validate(fno, service.get("id").asText());

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.SUCCEEDED);
        assertThat(outcome.result()).containsAllEntriesOf(fieldsOf(service)).containsEntry("status", "active");
        assertThat(outcome.result()).doesNotContainKey("cancelled_on");
        assertThat(channel.evidence()).anySatisfy(kept -> {
            assertThat(kept.step()).isEqualTo("service-status");
            assertThat(kept.contentType()).isEqualTo("image/png");
        });
        assertThat(channel.pointsOfNoReturn()).isEmpty();
        assertThat(stage.portals().ledger(fno.id()).get("logins")).hasSize(1);
    }

    @ParameterizedTest
    @ShareOfFnos
    void aValidationOfACancelledServiceFailsAndKeepsWhatWasRead(PracticeFno fno) {
        Outcome outcome = validate(fno, fno.service(CANCELLED));

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.code()).isEqualTo("service-cancelled");
        assertThat(outcome.message()).contains(fno.service(CANCELLED));
        assertThat(outcome.result()).containsEntry("service_id", fno.service(CANCELLED)).containsEntry("status", "cancelled")
                .containsKeys("customer", "cancelled_on", "cancellation_reference");
        assertThat(channel.evidenceSteps()).contains("service-status");
    }

    @ParameterizedTest
    @ShareOfFnos
    void anUnknownServiceFails(PracticeFno fno) {
        Outcome validation = validate(fno, fno.service(UNKNOWN));
        assertThat(validation.verdict()).as(validation.message()).isEqualTo(Verdict.FAILED);
        assertThat(validation.code()).isEqualTo("service-unknown");
        assertThat(channel.evidenceSteps()).containsExactly("service-unknown");

        stage.portals().reset(fno.id());
        Outcome cancellation = cancel(fno, fno.service(UNKNOWN), LocalDate.now().plusMonths(1));
        assertThat(cancellation.verdict()).as(cancellation.message()).isEqualTo(Verdict.FAILED);
        assertThat(cancellation.code()).isEqualTo("service-unknown");
        assertThat(channel.pointsOfNoReturn()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aCancellationIsDoneOnceAndReportsItsReference(PracticeFno fno) {
        String service = stage.portals().addService(fno.id(), "{}").get("id").asText();
        LocalDate lastDay = LocalDate.now().plusMonths(1);

        Outcome outcome = cancel(fno, service, lastDay);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.SUCCEEDED);
        JsonNode cancellations = stage.portals().ledger(fno.id()).get("cancellations");
        assertThat(cancellations).hasSize(1);
        JsonNode done = cancellations.get(0);
        assertThat(done.get("service").asText()).isEqualTo(service);
        assertThat(done.get("reason").asText()).isEqualTo(fno.reason());
        assertThat(done.get("last_day").asText()).isEqualTo(lastDay.toString());
        assertThat(outcome.result()).containsEntry("service_id", service).containsEntry("status", "cancelled")
                .containsEntry("reference", done.get("reference").asText()).containsEntry("last_day", lastDay.toString());
        assertThat(channel.evidenceSteps()).containsExactly("service-status", "cancellation-form", "cancellation-confirmed");
        assertThat(channel.pointsOfNoReturn()).singleElement().asString().contains(service);
    }

    @ParameterizedTest
    @ShareOfFnos
    void aServiceThatIsCancelledAlreadyIsLeftAlone(PracticeFno fno) {
        Outcome outcome = cancel(fno, fno.service(CANCELLED), LocalDate.now().plusMonths(1));

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.code()).isEqualTo("already-cancelled");
        assertThat(outcome.result()).containsEntry("status", "cancelled").containsKeys("cancelled_on", "cancellation_reference");
        assertThat(channel.evidenceSteps()).contains("service-status");
        assertNothingWasCancelled(fno);
    }

    @ParameterizedTest
    @ShareOfFnos
    void aLastDayThatIsPastIsRefusedBeforeAnythingIsDone(PracticeFno fno) {
        String service = stage.portals().addService(fno.id(), "{}").get("id").asText();

        Outcome outcome = cancel(fno, service, LocalDate.now().minusMonths(1));

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.code()).isEqualTo("last-day-refused");
        assertThat(channel.evidenceSteps()).contains("cancellation-form");
        assertNothingWasCancelled(fno);
    }

    @ParameterizedTest
    @ShareOfFnos
    void aWrongPasswordIsReviewedAndNotTriedAgain(PracticeFno fno) {
        Outcome outcome = run(fno, "validation", Map.of("service_id", fno.service(300101)), fno.wrongCredentials());

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.REVIEW);
        assertThat(outcome.fault()).isEqualTo(Fault.LOGIN);
        assertThat(outcome.code()).isEqualTo("login-refused");
        assertThat(outcome.message()).contains(fno.id() + "-password").doesNotContain("practice-");
        assertThat(channel.evidenceSteps()).containsExactly("login-refused");
        assertThat(stage.portals().ledger(fno.id()).get("logins")).hasSize(1);
    }

    @ParameterizedTest
    @ShareOfFnos
    void maintenanceIsThePortalsFaultAndIsTriedAgain(PracticeFno fno) {
        stage.portals().faults(fno.id(), "{\"maintenance\": true}");

        assertThePortalIsToBlame(validate(fno, fno.service(300101)));
    }

    @ParameterizedTest
    @ShareOfFnos
    void maintenanceInTheMiddleOfTheWorkIsThePortalsFaultToo(PracticeFno fno) {
        channel.whenStep(searchOf(fno), () -> stage.portals().faults(fno.id(), "{\"maintenance\": true}"));

        assertThePortalIsToBlame(validate(fno, fno.service(300101)));
    }

    @ParameterizedTest
    @ShareOfFnos
    void aSearchFieldThatWasRenamedIsReviewedWithAPicture(PracticeFno fno) {
        stage.portals().faults(fno.id(), "{\"rename_element\": true}");

        Outcome outcome = stage.run(fno, "validation", Map.of("service_id", fno.service(300101)), fno.credentials(), channel, SHORT_LIMIT);

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.REVIEW);
        assertThat(outcome.fault()).as(outcome.message()).isEqualTo(Fault.PORTAL_CHANGED);
        assertThat(outcome.code()).isEqualTo("element-not-found");
        assertThat(outcome.message()).startsWith("browser:fill");
        assertThat(channel.steps()).contains(searchOf(fno));
        assertThat(channel.evidence()).last().satisfies(kept -> {
            assertThat(kept.step()).isEqualTo("failure");
            assertThat(kept.contentType()).isEqualTo("image/png");
        });
    }

    @ParameterizedTest
    @ShareOfFnos
    void aSessionThatEndsInTheMiddleOfTheWorkIsTriedAgain(PracticeFno fno) {
        stage.portals().faults(fno.id(), "{\"expire_session\": true}");

        Outcome outcome = validate(fno, fno.service(300101));

        assertThePortalIsToBlame(outcome);
        assertThat(outcome.code()).isEqualTo("session-expired");
    }

    @ParameterizedTest
    @ShareOfFnos
    void anErrorInPlaceOfTheReferenceIsReviewed(PracticeFno fno) {
        String service = stage.portals().addService(fno.id(), "{}").get("id").asText();
        channel.whenPointOfNoReturn(() -> stage.portals().faults(fno.id(), "{\"http_500\": true}"));

        Outcome outcome = cancel(fno, service, LocalDate.now().plusMonths(1));

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.REVIEW);
        assertThat(outcome.code()).isEqualTo("cancellation-not-confirmed");
        assertThat(outcome.message()).contains(service);
        assertThat(channel.evidenceSteps()).contains("cancellation-not-confirmed");
        assertThat(channel.pointsOfNoReturn()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aLookupFindsTheCancellationThatWasDoneAndDoesNothingItself(PracticeFno fno) {
        String service = stage.portals().addService(fno.id(), "{}").get("id").asText();
        LocalDate lastDay = LocalDate.now().plusMonths(1);
        Outcome done = cancel(fno, service, lastDay);
        assertThat(done.verdict()).as(done.message()).isEqualTo(Verdict.SUCCEEDED);

        Outcome found = lookup(fno, service, lastDay);

        assertThat(found.verdict()).as(found.message()).isEqualTo(Verdict.SUCCEEDED);
        assertThat(found.result()).as("what the cancellation itself had reported").containsAllEntriesOf(done.result());
        assertThat(channel.evidenceSteps()).last().isEqualTo("service-status");
        assertThat(channel.pointsOfNoReturn()).as("passed by the cancellation alone").hasSize(1);
        JsonNode ledger = stage.portals().ledger(fno.id());
        assertThat(ledger.get("cancellations")).hasSize(1);
        assertThat(ledger.get("refused_cancellations")).isEmpty();
    }

    @ParameterizedTest
    @ShareOfFnos
    void aLookupOfACancellationThatIsNotThereSaysSo(PracticeFno fno) {
        String service = stage.portals().addService(fno.id(), "{}").get("id").asText();

        Outcome outcome = lookup(fno, service, LocalDate.now().plusMonths(1));

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.code()).isEqualTo("cancellation-not-found");
        assertThat(outcome.message()).contains(service);
        assertThat(channel.evidenceSteps()).contains("service-status");
        assertNothingWasCancelled(fno);
    }

    /** What decides it is the same for all. */
    @Test
    void aLookupDoesNotTakeSomebodyElsesCancellationForTheJobs() {
        PracticeFno fno = PracticeFno.METROFIBER;
        Outcome outcome = lookup(fno, fno.service(CANCELLED), LocalDate.now().plusMonths(7));

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.REVIEW);
        assertThat(outcome.code()).isEqualTo("cancelled-otherwise");
        assertThat(outcome.message()).contains(fno.service(CANCELLED), LocalDate.now().plusMonths(7).toString());
        assertThat(outcome.result()).containsKeys("cancelled_on", "cancellation_reference").doesNotContainKey("reference");
    }

    @Test
    void metroFibresPagesAreTurnedUntilTheServiceIsThere() {
        Outcome outcome = null;
        for (int number : new int[] {300203, 300220, 300240}) {
            outcome = validate(PracticeFno.METROFIBER, PracticeFno.METROFIBER.service(number));
            assertThat(outcome.result()).as(outcome.message()).containsEntry("service_id", "MFN-" + number);
        }
        assertThat(channel.steps()).contains("metrofiber-next-results");
    }

    @Test
    void metroFibreDoesNotTakeANeighbourForTheService() {
        Outcome outcome = validate(PracticeFno.METROFIBER, "MFN-300199");

        assertThat(outcome.code()).as(outcome.message()).isEqualTo("service-unknown");
        assertThat(channel.steps()).contains("metrofiber-next-results");
        assertThat(stage.portals().ledger("metrofiber").get("views")).isEmpty();
    }

    @Test
    void octotelsCodeIsTypedOnceAndItsVerdictReported() {
        Outcome outcome = validate(PracticeFno.OCTOTEL, "OCT-300101");

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.SUCCEEDED);
        assertThat(channel.verdicts()).containsExactly(true);
        assertThat(stage.portals().ledger("octotel").get("codes")).hasSize(1);
    }

    @Test
    void aCodeThatOctotelRefusesIsReportedAndTriedAgain() {
        stage.portals().faults("octotel", "{\"refuse_totp\": 1}");

        Outcome outcome = validate(PracticeFno.OCTOTEL, "OCT-300101");

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.fault()).isEqualTo(Fault.LOGIN);
        assertThat(channel.verdicts()).containsExactly(false);
        assertThat(stage.portals().ledger("octotel").get("codes")).hasSize(1);
    }

    @Test
    void anOctotelAccountThatIsLockedIsTriedAgainLater() throws Exception {
        lockOctotel();

        Outcome outcome = validate(PracticeFno.OCTOTEL, "OCT-300101");

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.fault()).isEqualTo(Fault.LOGIN);
        assertThat(outcome.code()).isEqualTo("account-locked");
        assertThat(outcome.message()).contains("Try again after").contains("The account rests meanwhile").contains("octotel-totp-secret");
        assertThat(channel.verdicts()).isEmpty();
    }

    @Test
    void detailsThatOpenserveRefusesEndTheOrderBeforeThePointOfNoReturn() {
        stage.portals().faults("openserve", "{\"refuse_order\": true}");
        String service = stage.portals().addService("openserve", "{}").get("id").asText();

        Outcome outcome = cancel(PracticeFno.OPENSERVE, service, LocalDate.now().plusMonths(1));

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.FAILED);
        assertThat(outcome.code()).isEqualTo("order-refused");
        assertThat(outcome.message()).contains("Another order for this service is in progress").contains("Nothing was ordered");
        assertThat(channel.evidenceSteps()).contains("cancellation-form", "order-refused");
        assertNothingWasCancelled(PracticeFno.OPENSERVE);
    }

    @Test
    void openservesReportIsKeptAsEvidence() {
        Outcome outcome = validate(PracticeFno.OPENSERVE, "OSF-300101");

        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.SUCCEEDED);
        assertThat(outcome.result().get("report")).asString().startsWith("order_number,service_number,status")
                .contains("OSF-300101").contains(outcome.result().get("order_number").toString());
        assertThat(channel.evidence()).filteredOn(kept -> kept.step().equals("validation-report")).singleElement()
                .satisfies(kept -> assertThat(new String(kept.bytes(), StandardCharsets.UTF_8)).isEqualTo(outcome.result().get("report")));
    }

    private Outcome validate(PracticeFno fno, String service) {
        return run(fno, "validation", Map.of("service_id", service), fno.credentials());
    }

    private Outcome cancel(PracticeFno fno, String service, LocalDate lastDay) {
        return run(fno, "cancellation", Map.of("service_id", service, "reason", fno.reason(), "last_day", lastDay.toString()),
                fno.credentials());
    }

    private Outcome lookup(PracticeFno fno, String service, LocalDate lastDay) {
        return stage.lookup(fno, "cancellation", Map.of("service_id", service, "reason", fno.reason(), "last_day", lastDay.toString()), channel);
    }

    /** As the orchestrator does it: the job's parameters must first be taken by the FNO's settings. */
    private Outcome run(PracticeFno fno, String type, Map<String, Object> parameters, Map<String, Secret> credentials) {
        assertThat(stage.library().settings(fno.id()).orElseThrow().check(type, parameters)).isEmpty();
        return stage.run(fno, type, parameters, credentials, channel);
    }

    private static Map<String, Object> fieldsOf(JsonNode service) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Map.of("id", "service_id", "customer", "customer", "address", "address", "suburb", "suburb", "product", "product",
                        "speed", "speed", "ont", "ont_serial", "activated", "activated_on")
                .forEach((portals, ours) -> fields.put(ours, service.get(portals).asText()));
        return fields;
    }

    private static String searchOf(PracticeFno fno) {
        return switch (fno) {
            case METROFIBER -> "metrofiber-find-service";
            case OCTOTEL -> "octotel-find-service";
            case OPENSERVE -> "openserve-start-order";
            case EVOTEL -> "evotel-find-line";
        };
    }

    private static void assertThePortalIsToBlame(Outcome outcome) {
        assertThat(outcome.verdict()).as(outcome.message()).isEqualTo(Verdict.RETRY);
        assertThat(outcome.fault()).isEqualTo(Fault.PORTAL);
    }

    /** Five wrong codes in a row, typed by somebody else. */
    private static void lockOctotel() throws Exception {
        HttpClient visitor = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        post(visitor, "login", "username=isp-ops&password=practice-Octo-4!k");
        for (int code = 1; code <= 5; code++) {
            post(visitor, "verify", "otp=wrong");
        }
        assertThat(stage.portals().ledger("octotel").get("codes")).hasSize(5);
    }

    private static void post(HttpClient visitor, String page, String form) throws Exception {
        visitor.send(HttpRequest.newBuilder(URI.create(stage.portals().portal("octotel") + "/" + page))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build(), BodyHandlers.discarding());
    }

    private void assertNothingWasCancelled(PracticeFno fno) {
        JsonNode ledger = stage.portals().ledger(fno.id());
        assertThat(ledger.get("cancellations")).isEmpty();
        assertThat(ledger.get("refused_cancellations")).isEmpty();
        assertThat(channel.pointsOfNoReturn()).isEmpty();
    }
}
