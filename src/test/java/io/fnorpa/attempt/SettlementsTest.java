package io.fnorpa.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.job.AttemptId;
import io.fnorpa.job.Outcome;
import io.fnorpa.job.Outcome.Fault;
import io.fnorpa.parts.PartsTestResource;
import io.fnorpa.parts.RunningJobs;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/** What becomes of a job when an attempt is over: three attempts, 60 s between them, three lookups, 2 minutes between two that miss. */
@QuarkusTest
@WithTestResource(PartsTestResource.class)
class SettlementsTest {

    private static final Outcome LOST = Outcome.retry(Fault.PLATFORM, "attempt-lost", "It was lost.", Map.of());
    private static final Outcome CRASHED = Outcome.review(Fault.BROWSER, "browser-crashed", "It crashed.", Map.of());
    private static final Outcome NOT_FOUND = Outcome.failed("cancellation-not-found", "Octotel shows nothing", Map.of());
    private static final Outcome DONE = Outcome.succeeded(Map.of("reference", "C-1"));

    private static final String FNO = "{fno: octotel, name: Octotel, base-url: 'https://hub.octotel.example', job-types: {validation: {}}}";

    @Inject
    Settlements settlements;
    @Inject
    RunningJobs jobs;
    @Inject
    ProducerTemplate routes;
    @Inject
    MeterRegistry meters;

    @Test
    void anAttemptThatFailedIsFollowedByTheNextAndTheLastByAPerson() {
        Settlement second = settlements.decide(end(2, false, false, null, LOST));
        assertThat(second.state()).isEqualTo(JobState.PENDING);
        assertThat(second.delaySeconds()).isEqualTo(60);
        assertThat(second.waitingKind()).isEqualTo("retry-delay");
        assertThat(second.attemptsUsedUp()).isFalse();

        Settlement third = settlements.decide(end(3, false, false, null, LOST));
        assertThat(third.state()).isEqualTo(JobState.REVIEW);
        assertThat(third.message()).isEqualTo("All 3 attempts are used up. The last: It was lost.");
        assertThat(third.code()).isEqualTo("attempt-lost");
        assertThat(third.attemptsUsedUp()).isTrue();
    }

    @Test
    void pastThePointOfNoReturnThePortalIsAskedEvenAfterTheLastAttempt() {
        for (Outcome outcome : new Outcome[] {LOST, CRASHED}) {
            Settlement settlement = settlements.decide(end(3, true, true, null, outcome));

            assertThat(settlement.state()).isEqualTo(JobState.PENDING);
            assertThat(settlement.delaySeconds()).isZero();
            assertThat(settlement.waitingKind()).isEqualTo("lookup-delay");
            assertThat(settlement.code()).isEqualTo(outcome.code());
        }
    }

    @Test
    void whereThePortalCannotBeAskedAPersonDecides() {
        Settlement settlement = settlements.decide(end(1, true, false, null, LOST));

        assertThat(settlement.state()).isEqualTo(JobState.REVIEW);
        assertThat(settlement.message()).startsWith("It was lost. The point of no return was passed");
        assertThat(settlements.decide(end(1, true, false, null, CRASHED)).state()).isEqualTo(JobState.REVIEW);
    }

    @Test
    void whatTheFlowItselfDecidedIsNotAskedAgain() {
        Outcome unconfirmed = Outcome.review(Fault.NONE, "cancellation-not-confirmed", "No reference", Map.of());

        assertThat(settlements.decide(end(1, true, true, null, unconfirmed)).state()).isEqualTo(JobState.REVIEW);
        assertThat(settlements.decide(end(1, true, true, null, DONE)).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aLookupThatFindsItSettlesTheJob() {
        Settlement settlement = settlements.decide(end(2, true, true, new Lookup(1, 0), DONE));

        assertThat(settlement.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(settlement.result()).isEqualTo("{\"reference\":\"C-1\"}");
    }

    @Test
    void aLookupThatFindsNothingAsksOnceMoreThenAPersonDecides() {
        Settlement first = settlements.decide(end(2, true, true, new Lookup(1, 0), NOT_FOUND));
        assertThat(first.state()).isEqualTo(JobState.PENDING);
        assertThat(first.delaySeconds()).isEqualTo(120);
        assertThat(first.missed()).isEqualTo(1);

        Settlement second = settlements.decide(end(3, true, true, new Lookup(2, 1), NOT_FOUND));
        assertThat(second.state()).isEqualTo(JobState.REVIEW);
        assertThat(second.code()).isEqualTo("cancellation-not-found");
        assertThat(second.message()).startsWith("Octotel shows nothing; it was asked 2 times. The point of no return was passed");
    }

    @Test
    void aLookupThatDoesNotGetThroughIsTriedAgainAFewTimes() {
        Settlement first = settlements.decide(end(2, true, true, new Lookup(1, 0), LOST));
        assertThat(first.state()).isEqualTo(JobState.PENDING);
        assertThat(first.missed()).isZero();

        Settlement third = settlements.decide(end(4, true, true, new Lookup(3, 0), LOST));
        assertThat(third.state()).isEqualTo(JobState.REVIEW);
        assertThat(third.message()).startsWith("The portal could not be asked in 3 lookups. The last: It was lost.");
        assertThat(settlements.decide(end(2, true, true, new Lookup(1, 0), CRASHED)).state()).isEqualTo(JobState.REVIEW);
    }

    @Test
    void thatTheAttemptsAreUsedUpIsWrittenWithTheReasonAndCounted() {
        RunningAttempt attempt = jobs.begin(FNO, Instant.now().plusSeconds(60));
        double before = usedUp();

        routes.sendBody("direct:write-settlement", settlements.decide(new AttemptEnd(attempt.getId(), "octotel", attempt.getLeaseToken(), 1,
                false, false, null, null, LOST)));

        assertThat(jobs.events(attempt)).last().satisfies(event ->
                assertThat(event.detail()).isEqualTo("REVIEW (attempt-lost): All 1 attempts are used up. The last: It was lost."));
        assertThat(usedUp()).isEqualTo(before + 1);
    }

    @Test
    void whatIsGivenBackUnspentIsNoAttemptAndItsEventSaysWhy() {
        RunningAttempt attempt = jobs.begin(FNO, Instant.now().plusSeconds(60));
        attempt.giveBack("the lane of octotel is closed");
        double before = meters.counter("rpa.jobs.attempts.given.back", "provider", "octotel").count();

        routes.request("direct:settle", exchange -> {
            exchange.setProperty("attempt", attempt);
            exchange.getMessage().setBody(attempt);
        });

        assertThat(jobs.events(attempt)).last().satisfies(event -> {
            assertThat(event.kind()).isEqualTo("given-back");
            assertThat(event.detail()).isEqualTo("given back unspent: the lane of octotel is closed");
        });
        assertThat(jobs.row(attempt)).containsEntry("STATE", "PENDING").containsEntry("WAITING_REASON", "the lane of octotel is closed")
                .containsEntry("LEASE_TOKEN", null).hasEntrySatisfying("ATTEMPT", number -> assertThat(((Number) number).intValue()).isZero());
        assertThat(meters.counter("rpa.jobs.attempts.given.back", "provider", "octotel").count()).isEqualTo(before + 1);
    }

    @Test
    void aLookupThatIsTheLastIsCountedAsUsedUp() {
        assertThat(settlements.decide(end(4, true, true, new Lookup(3, 0), LOST)).attemptsUsedUp()).isTrue();
        assertThat(settlements.decide(end(3, true, true, new Lookup(2, 1), NOT_FOUND)).attemptsUsedUp()).as("it found that nothing is there").isFalse();
    }

    private double usedUp() {
        return meters.counter("rpa.jobs.attempts.used.up", "provider", "octotel").count();
    }

    private static AttemptEnd end(int number, boolean pastNoReturn, boolean hasLookup, Lookup lookup, Outcome outcome) {
        return new AttemptEnd(AttemptId.of(7, number), "octotel", "token", 3, pastNoReturn, hasLookup, lookup, null, outcome);
    }
}
