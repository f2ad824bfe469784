package io.fnorpa.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class RepairJobTest {

    @Inject
    ApiCalls api;

    private long id;

    @BeforeEach
    void submit() {
        api.operator().body("{\"reason\": \"nothing is to run in these tests\"}").post("/api/lanes/northfibre/pause").then().statusCode(200);
        id = api.submitLater(ApiCalls.newRef());
    }

    @Test
    void aWaitingJobIsCancelledAtOnce() {
        call("cancel", "{\"reason\": \"ordered twice\"}").statusCode(200)
                .body("state", equalTo("CANCELLED")).body("cancel_by", equalTo("Olga")).body("finished_at", notNullValue())
                .body("error.code", equalTo("cancelled")).body("error.message", equalTo("by Olga: ordered twice"));
        lastEvent("cancelled", "by Olga: ordered twice");
    }

    @Test
    void aCancellationWantsNoBody() {
        api.operator().post("/api/jobs/" + id + "/cancel").then().statusCode(200).body("state", equalTo("CANCELLED"));
    }

    @Test
    void anotherInstancesJobIsAskedToEnd() {
        api.put(id, "RUNNING", false);

        call("cancel", "{\"reason\": \"customer called\"}").statusCode(202).body("state", equalTo("RUNNING")).body("cancel_by", equalTo("Olga"));
        lastEvent("cancel-asked", "by Olga: customer called");
        call("cancel", "{}").statusCode(409).body("detail", containsString("under way, asked for by Olga"));
    }

    @Test
    void pastItsPointOfNoReturnAJobIsNotCancelled() {
        api.put(id, "RUNNING", true);

        call("cancel", "{}").statusCode(409).body("type", equalTo("urn:fnorpa:problem:conflict"))
                .body("detail", containsString("passed its point of no return"));
        assertThat(api.value("select cancel_by from job where id = ?", id)).isNull();
    }

    @Test
    void aJobThatWaitsToBeLookedUpIsNotCancelledEither() {
        api.put(id, "PENDING", true);

        call("cancel", "{}").statusCode(409).body("detail", containsString("the portal is asked what became of it"));
        assertThat(api.value("select state from job where id = ?", id)).isEqualTo("PENDING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "FAILED", "CANCELLED", "REVIEW"})
    void whatIsOverIsNotCancelled(String state) {
        api.put(id, state, false);

        call("cancel", "{}").statusCode(409).body("detail", containsString("Job " + id + " is " + state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REVIEW", "FAILED", "CANCELLED"})
    void aJobGetsNewAttempts(String state) {
        api.put(id, state, false);

        call("retry", "{\"reason\": \"portal is back\"}").statusCode(200).body("state", equalTo("PENDING"))
                .body("attempt", equalTo(2)).body("max_attempts", equalTo(5)).body("error", nullValue()).body("finished_at", nullValue())
                .body("run_after", nullValue());
        lastEvent("retried", "by Olga: portal is back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCEEDED", "PENDING", "CLAIMED", "RUNNING"})
    void whatIsDoneOrOnItsWayIsNotRetried(String state) {
        api.put(id, state, false);

        call("retry", "{}").statusCode(409).body("detail", containsString("Job " + id + " is " + state));
    }

    @Test
    void pastItsPointOfNoReturnAPersonMustHaveLooked() {
        api.put(id, "REVIEW", true);

        call("retry", "{}").statusCode(409).body("detail", containsString("{\"confirm\": \"not-done\"}"));
        call("retry", "{\"confirm\": \"yes\"}").statusCode(400).body("errors.field", hasItem("confirm"));
        call("retry", "{\"confirm\": \"not-done\"}").statusCode(200).body("state", equalTo("PENDING")).body("no_return_at", nullValue());
        lastEvent("retried", "by Olga, who saw in the portal that it was not done");
    }

    @Test
    void aPersonSettlesWhatIsInReview() {
        api.put(id, "REVIEW", true);

        call("settle", "{\"state\": \"SUCCEEDED\", \"note\": \"it is in the portal\", \"result\": {\"reference\": \"C-9\"}}").statusCode(200)
                .body("state", equalTo("SUCCEEDED")).body("result.reference", equalTo("C-9")).body("error", nullValue());
        lastEvent("settled-by-hand", "SUCCEEDED by Olga: it is in the portal");
    }

    @Test
    void settledByHandAsFailedTheNoteIsTheReason() {
        api.put(id, "REVIEW", false);
        api.run("update job set result = '{\"seen\": 1}' where id = ?", id);

        call("settle", "{\"state\": \"FAILED\", \"note\": \"no such service\"}").statusCode(200).body("state", equalTo("FAILED"))
                .body("error.code", equalTo("settled-by-hand")).body("error.message", equalTo("by Olga: no such service"))
                .body("result.seen", equalTo(1));
    }

    @Test
    void onlyReviewIsSettledByHandAndNotWithoutANote() {
        call("settle", "{\"state\": \"FAILED\", \"note\": \"x\"}").statusCode(409).body("detail", containsString("only a job in REVIEW"));
        call("settle", "{\"state\": \"RUNNING\"}").statusCode(400).body("errors.field", hasItem("state")).body("errors.field", hasItem("note"));
        call("settle", "").statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "retry", "settle"})
    void aJobThatIsNotThereIsAProblem(String action) {
        id = 999_999_999;

        call(action, action.equals("settle") ? "{\"state\": \"FAILED\", \"note\": \"x\"}" : "{}").statusCode(404)
                .contentType(ApiProblem.MEDIA_TYPE).body("detail", equalTo("There is no job 999999999"));
    }

    @Test
    void anEventThatCannotBeWrittenTakesTheChangeBack() {
        api.run("alter table job_event add constraint no_more_events check (job_id <> " + id + " or kind <> 'cancelled')");
        try {
            call("cancel", "{}").statusCode(500).contentType(ApiProblem.MEDIA_TYPE).body("type", equalTo("urn:fnorpa:problem:internal"));
        } finally {
            api.run("alter table job_event drop constraint no_more_events");
        }
        assertThat(api.value("select state from job where id = ?", id)).isEqualTo("PENDING");
    }

    @Test
    void aLineInTheTableThatIsNotJsonIsShownAsText() {
        api.run("insert into job (external_ref, provider, type, parameters, run_after) values (?, 'northfibre', 'check', 'service NF-1', ?)",
                "sql-" + id, OffsetDateTime.now().plusDays(1));

        api.viewer().queryParam("external_ref", "sql-" + id).get("/api/jobs").then().statusCode(200)
                .body("jobs[0].parameters", equalTo("service NF-1"));
    }

    private ValidatableResponse call(String action, String body) {
        return api.operator().body(body).post("/api/jobs/" + id + "/" + action).then();
    }

    private void lastEvent(String kind, String detail) {
        api.viewer().get("/api/jobs/" + id).then().body("events[-1].kind", equalTo(kind)).body("events[-1].detail", equalTo(detail));
    }
}
