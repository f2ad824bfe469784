package io.fnorpa.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.attempt.JobState;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What an attempt writes under its lease, and what becomes of it when the lease is lost. */
interface LeaseContract extends StatementsContract {

    /** Longer than a text column may be, so that only a CLOB takes it. */
    String LONG_RESULT = "{\"text\":\"" + "é€".repeat(20_000) + "\"}";

    @Test
    default void aJobGoesFromItsClaimToItsEnd() {
        long job = insert(openLane());
        Attempt attempt = start(job);
        assertThat(state(job)).isEqualTo("RUNNING");
        assertThat(table().status(job)).isEqualTo(table().wordFor("RUNNING"));

        Stream.of("record-browser.sql", "record-session.sql", "renew-lease.sql", "pass-no-return.sql")
                .forEach(statement -> assertThat(write(statement, attempt)).as(statement).isEqualTo(1));
        assertThat(statements().change("set-waiting.sql", attempt, Map.of("reason", "a code", "waitingKind", "totp-queue"))).isEqualTo(1);
        assertThat(read(job).get("WAITING_REASON")).isEqualTo("a code");
        assertThat(statements().change("set-step.sql", attempt, Map.of("step", "confirm"))).isEqualTo(1);
        assertThat(read(job).get("WAITING_REASON")).isNull();
        assertThat(read(job)).containsEntry("STEP", "confirm").containsEntry("FLOW_VERSION", "v1");
        assertThat(read(job).get("NO_RETURN_AT")).isNotNull();

        assertThat(statements().change("settle-job.sql", attempt.settled(JobState.SUCCEEDED, null, LONG_RESULT))).isEqualTo(1);

        assertThat(read(job)).containsEntry("STATE", "SUCCEEDED").containsEntry("RESULT", LONG_RESULT);
        assertThat(read(job).get("FINISHED_AT")).isNotNull();
        assertThat(table().status(job)).isEqualTo(table().wordFor("SUCCEEDED"));
    }

    @TestFactory
    default Stream<DynamicTest> nothingIsWrittenUnderAnothersLease() {
        return Stream.of("record-browser.sql", "record-session.sql", "renew-lease.sql", "pass-no-return.sql", "set-step.sql",
                "set-waiting.sql", "unclaim-job.sql", "settle-job.sql").map(statement -> DynamicTest.dynamicTest(statement, () -> {
                    long job = insert(openLane());
                    Attempt attempt = start(job);

                    assertThat(write(statement, attempt.ofAnother())).isZero();
                    assertThat(write(statement, attempt)).isEqualTo(1);
                }));
    }

    @TestFactory
    default Stream<DynamicTest> thereIsOneEnd() {
        return Stream.of(JobState.SUCCEEDED, JobState.FAILED, JobState.REVIEW, JobState.CANCELLED).map(end ->
                DynamicTest.dynamicTest(end.name(), () -> {
                    long job = insert(openLane());
                    Attempt attempt = start(job);
                    assertThat(statements().change("settle-job.sql", attempt.settled(end, "code", "{}"))).isEqualTo(1);

                    assertThat(statements().change("settle-job.sql", attempt.settled(JobState.SUCCEEDED, null, "{}"))).isZero();
                    assertThat(write("renew-lease.sql", attempt)).isZero();
                    assertThat(read(job)).containsEntry("STATE", end.name()).containsEntry("ERROR_CODE", "code");
                    assertThat(table().status(job)).isEqualTo(table().wordFor(end.name()));
                }));
    }

    @Test
    default void aTechnicalFailureIsDueAgainAfterItsDelay() {
        String provider = openLane();
        long job = insert(provider);

        statements().change("settle-job.sql", start(job).settled(JobState.PENDING, "portal-error", "{}"));

        assertThat(state(job)).isEqualTo("PENDING");
        assertThat(table().status(job)).isEqualTo(table().wordFor("PENDING"));
        assertThat(read(job).get("RUN_AFTER")).isNotNull();
        assertThat(read(job).get("FINISHED_AT")).isNull();
        assertThat(due(provider, 5)).isEmpty();
        table().postpone(job, -1);
        assertThat(due(provider, 5)).containsExactly(job);
    }

    @Test
    default void aJobThatIsGivenBackHasSpentNothing() {
        String provider = openLane();
        long job = insert(provider);

        assertThat(statements().change("unclaim-job.sql", start(job))).isEqualTo(1);

        assertThat(state(job)).isEqualTo("PENDING");
        assertThat(StatementsContract.number(read(job).get("ATTEMPT"))).isZero();
        assertThat(due(provider, 5)).containsExactly(job);
    }

    @Test
    default void aJobThatIsGivenBackForLaterHasSpentNothingAndIsNotDueYet() {
        String provider = openLane();
        long job = insert(provider);

        assertThat(statements().change("unclaim-job.sql", start(job).settled(JobState.PENDING, null, null))).isEqualTo(1);

        assertThat(StatementsContract.number(read(job).get("ATTEMPT"))).isZero();
        assertThat(read(job).get("WAITING_KIND")).isNotNull();
        assertThat(due(provider, 5)).isEmpty();
        table().postpone(job, -1);
        assertThat(due(provider, 5)).containsExactly(job);
    }

    @Test
    default void aLostJobIsTakenOverAndItsFormerAttemptWritesNothing() {
        long job = insert(openLane());
        Attempt lost = claim(job, -1);
        assertThat(lost()).contains(job);

        Attempt heir = new Attempt(job, Statements.unique("token-of-heir"));
        assertThat(statements().change("take-over-job.sql", StatementsContract.lease(heir, "heir", LEASE_SECONDS))).isEqualTo(1);

        assertThat(lost()).doesNotContain(job);
        assertThat(write("start-job.sql", lost)).isZero();
        assertThat(statements().change("settle-job.sql", lost.settled(JobState.SUCCEEDED, null, "{}"))).isZero();
        assertThat(statements().change("settle-job.sql", heir.settled(JobState.PENDING, "attempt-lost", "{}"))).isEqualTo(1);
    }

    @Test
    default void aLeaseThatRunsIsNeitherLostNorTakenOver() {
        long job = insert(openLane());
        Attempt attempt = claim(job);

        assertThat(lost()).doesNotContain(job);
        assertThat(statements().change("take-over-job.sql", StatementsContract.lease(attempt.ofAnother(), "heir", LEASE_SECONDS))).isZero();
    }

    @Test
    default void anInstanceThatStartsAgainFindsItsOwnJobsAtOnce() {
        String instance = Statements.unique("instance");
        long job = insert(openLane());
        claim(List.of(job), Statements.unique("claim"), instance, LEASE_SECONDS);

        assertThat(statements().change("expire-own-leases.sql", Map.of("instance", instance))).isEqualTo(1);

        // The lease ends now, and is over a moment later.
        org.awaitility.Awaitility.await().until(() -> lost().contains(job));
    }

    @Test
    default void sessionsInOtherTimeZonesAgree() {
        String provider = openLane();
        long running = insert(provider);
        Attempt attempt = start(running);
        long waiting = insert(provider);

        for (String zone : List.of("+13:00", "-11:00")) {
            statements().inTransaction(() -> {
                statements().byHand().execute(setTimeZone(zone));
                try {
                    assertThat(due(provider, 5)).as("due at %s", zone).containsExactly(waiting);
                    assertThat(lost()).as("lost at %s", zone).doesNotContain(running);
                    assertThat(write("renew-lease.sql", attempt)).isEqualTo(1);
                    assertThat(lost()).doesNotContain(running);
                } finally {
                    statements().byHand().execute(setTimeZone("+00:00"));
                }
                return null;
            });
        }
        assertThat(lost()).doesNotContain(running);
    }

    /** The statement that gives this session a time zone. */
    String setTimeZone(String offset);

    private int write(String statement, Attempt attempt) {
        return statements().change(statement, attempt.settled(JobState.FAILED, "code", "{}"),
                Map.of("leaseSeconds", (long) LEASE_SECONDS, "step", "a step", "reason", "a reason"));
    }
}
