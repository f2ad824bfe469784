package io.fnorpa.statements;

import static org.assertj.core.api.Assertions.assertThat;

import io.fnorpa.attempt.JobState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people do: cancel, retry, settle by hand; and what is done about rows that no flow is for. */
interface PeopleContract extends StatementsContract {

    @Test
    default void aWaitingJobIsCancelledAtOnce() {
        String provider = openLane();
        long job = insert(provider);

        assertThat(statements().change("cancel-pending.sql", action(job))).isEqualTo(1);

        assertThat(read(job)).containsEntry("STATE", "CANCELLED").containsEntry("CANCEL_BY", "Ada").containsEntry("ERROR_CODE", "cancelled");
        assertThat(table().status(job)).isEqualTo(table().wordFor("CANCELLED"));
        assertThat(due(provider, 5)).isEmpty();
        assertThat(statements().change("cancel-pending.sql", action(job))).isZero();
    }

    @Test
    default void aRunningJobIsCancelledBeforeItsPointOfNoReturnOrPassesIt() {
        long cancelled = insert(openLane());
        Attempt attempt = start(cancelled);
        assertThat(whoCancelled(attempt)).isEmpty();
        assertThat(statements().change("request-cancel.sql", Map.of("id", cancelled, "cancelBy", "Ada"))).isEqualTo(1);

        assertThat(whoCancelled(attempt)).containsExactly("Ada");
        assertThat(statements().change("pass-no-return.sql", attempt)).isZero();
        assertThat(statements().change("renew-lease.sql", attempt, Map.of("leaseSeconds", 60L))).isZero();
        assertThat(statements().change("settle-job.sql", attempt.settled(JobState.PENDING, "code", "{}"))).as("not back to the queue").isZero();
        assertThat(statements().change("settle-job.sql", attempt.settled(JobState.CANCELLED, "cancelled", "{}"))).isEqualTo(1);

        long passed = insert(openLane());
        assertThat(statements().change("pass-no-return.sql", start(passed))).isEqualTo(1);
        assertThat(statements().change("request-cancel.sql", Map.of("id", passed, "cancelBy", "Ada"))).isZero();
    }

    @Test
    default void aJobInReviewIsRetriedOrSettledByHand() {
        String provider = openLane();
        long retried = insert(provider);
        statements().change("settle-job.sql", start(retried).settled(JobState.REVIEW, "attempts-used-up", "{}"));
        assertThat(statements().change("retry-job.sql", action(retried))).isEqualTo(1);
        assertThat(read(retried)).containsEntry("STATE", "PENDING").containsEntry("ERROR_CODE", null);
        assertThat(StatementsContract.number(read(retried).get("MAX_ATTEMPTS"))).isEqualTo(4);
        assertThat(due(provider, 5)).containsExactly(retried);

        long settled = insert(provider);
        statements().change("settle-job.sql", start(settled).settled(JobState.REVIEW, "page-changed", "{}"));
        assertThat(statements().change("settle-by-hand.sql", action(settled))).isEqualTo(1);
        assertThat(statements().change("replace-result.sql", action(settled))).isEqualTo(1);
        assertThat(read(settled)).containsEntry("STATE", "SUCCEEDED").containsEntry("ERROR_CODE", null)
                .containsEntry("RESULT", "{\"seen\":true}");
        assertThat(statements().change("settle-by-hand.sql", action(settled))).isZero();
        assertThat(statements().change("retry-job.sql", action(settled))).as("done is done").isZero();
    }

    @Test
    default void pastThePointOfNoReturnAPersonMustConfirm() {
        long job = insert(openLane());
        Attempt attempt = start(job);
        statements().change("pass-no-return.sql", attempt);
        statements().change("settle-job.sql", attempt.settled(JobState.REVIEW, "attempt-lost", "{}"));
        Map<String, Object> unconfirmed = action(job);
        unconfirmed.put("confirmed", 0);

        assertThat(statements().change("retry-job.sql", unconfirmed)).isZero();
        assertThat(statements().change("retry-job.sql", action(job))).isEqualTo(1);
        assertThat(read(job).get("NO_RETURN_AT")).isNull();
    }

    @Test
    default void aRowThatNoFlowIsForIsHeldOrRefused() {
        String provider = Statements.unique("stranger");
        long job = insert(provider);
        assertThat(StatementsContract.ids(statements().rows("select-homeless-jobs.sql", Map.of("providers", List.of("octotel", "evotel"))))).contains(job);
        assertThat(StatementsContract.ids(statements().rows("select-homeless-jobs.sql", Map.of("providers", List.of("octotel", provider))))).doesNotContain(job);

        assertThat(statements().change("hold-job.sql", Map.of("id", job, "reason", "its flows are refused"))).isEqualTo(1);
        assertThat(statements().change("hold-job.sql", Map.of("id", job, "reason", "its flows are refused"))).as("written once").isZero();
        assertThat(read(job).get("WAITING_REASON")).isEqualTo("its flows are refused");
        Map<String, Object> refusal = Map.of("id", job, "code", "unknown-provider", "message", "There are no flows for it.");
        assertThat(statements().change("refuse-job.sql", refusal)).isEqualTo(1);
        assertThat(read(job)).containsEntry("STATE", "FAILED").containsEntry("ERROR_MESSAGE", "There are no flows for it.");
        assertThat(table().status(job)).isEqualTo(table().wordFor("FAILED"));

        long known = insert(openLane());
        assertThat(statements().change("refuse-job.sql", Map.of("id", known, "code", "c", "message", "m"))).as("another instance knows it").isZero();
    }

    @Test
    default void anAliasBecomesTheProvidersOwnName() {
        String provider = openLane();
        long job = insert(Statements.unique("alias"));

        assertThat(statements().change("rename-provider.sql", Map.of("id", job, "rightName", provider))).isEqualTo(1);

        assertThat(read(job).get("PROVIDER")).isEqualTo(provider);
    }

    private List<Object> whoCancelled(Attempt attempt) {
        return statements().rows("who-cancelled.sql", attempt).stream().map(row -> row.get("CANCEL_BY")).toList();
    }

    private static Map<String, Object> action(long job) {
        return new HashMap<>(Map.of("id", job, "caller", "Ada", "why", "by Ada: customer called", "confirmed", 1,
                "state", "SUCCEEDED", "result", "{\"seen\":true}", "attempts", 3));
    }
}
