package io.fnorpa.api;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ApiServers.class)
class LanesAndFlowsTest {

    @Inject
    ApiCalls api;

    @BeforeEach
    void lanesAreOpened() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                api.viewer().get("/api/lanes").then().body("lanes.provider", hasItems("northfibre", "southfibre")));
    }

    @Test
    void aLaneIsPausedWithItsReasonAndResumed() {
        api.operator().body("{\"reason\": \"portal moves house\"}").post("/api/lanes/south/pause").then().statusCode(200)
                .body("provider", equalTo("southfibre")).body("state", equalTo("PAUSED"))
                .body("reason", equalTo("paused by Olga: portal moves house"));
        api.viewer().get("/api/lanes").then().body("lanes.find { it.provider == 'southfibre' }.state", equalTo("PAUSED"));

        api.operator().post("/api/lanes/southfibre/resume").then().statusCode(200).body("state", equalTo("FLOWING")).body("reason", nullValue());
    }

    @Test
    void aPersonOpensWhatTheBreakerClosed() {
        api.run("update lane set state = 'CLOSED', closed_until = systimestamp + interval '1' hour where provider = 'southfibre'");

        api.operator().body("{}").post("/api/lanes/southfibre/resume").then().statusCode(200).body("state", equalTo("FLOWING"))
                .body("closed_until", nullValue());
    }

    @Test
    void aJobSaysThatItWaitsForItsLaneOrForItsTime() {
        api.operator().body("{\"reason\": \"portal moves house\"}").post("/api/lanes/northfibre/pause").then().statusCode(200);
        try {
            int later = (int) api.submitLater(ApiCalls.newRef());
            int due = (int) api.submitLater(ApiCalls.newRef());
            api.run("update job set run_after = null where id = ?", due);

            api.viewer().get("/api/jobs/" + due).then().body("state", equalTo("PENDING"))
                    .body("waiting_reason", equalTo("the lane of North Fibre is paused: paused by Olga: portal moves house"));
            api.viewer().get("/api/jobs/" + due).then().body("waiting.kind", equalTo("lane-paused")).body("waiting.until", nullValue())
                    .body("waiting.reason", containsString("paused by Olga"));
            api.viewer().get("/api/jobs/" + later).then().body("waiting.kind", equalTo("not-before")).body("waiting.until", notNullValue());
            api.viewer().get("/api/jobs?provider=north&state=PENDING&limit=500").then()
                    .body("jobs.find { it.id == " + due + " }.waiting_reason", containsString("paused by Olga"))
                    .body("jobs.find { it.id == " + later + " }.waiting_reason", startsWith("not before "));
            api.operator().body("{\"reason\": \"was a test\"}").post("/api/jobs/" + due + "/cancel").then().statusCode(200);
        } finally {
            api.operator().post("/api/lanes/northfibre/resume").then().statusCode(200);
        }
    }

    @Test
    void aClosedLaneSaysWhetherThePortalOrItsAccountsAreToBlameAndUntilWhen() {
        int due = (int) api.submitLater(ApiCalls.newRef());
        for (Map.Entry<String, String> kind : Map.of("The portal failed: 500", "lane-breaker", "login budget: account north rests", "login-budget").entrySet()) {
            api.run("update lane set state = 'CLOSED', reason = ?, closed_until = timestamp '2031-01-01 00:00:00 +00:00' where provider = 'northfibre'",
                    kind.getKey());
            try {
                api.run("update job set run_after = null where id = ?", due);

                api.viewer().get("/api/jobs/" + due).then().body("waiting.kind", equalTo(kind.getValue()))
                        .body("waiting.until", equalTo("2031-01-01T00:00:00Z"));
            } finally {
                api.run("update job set run_after = systimestamp + interval '1' day where id = ?", due);
                api.operator().post("/api/lanes/northfibre/resume").then().statusCode(200);
            }
        }
    }

    @Test
    void whatARowSaysOfItsWaitIsShownWithItsKindAndTime() {
        int id = (int) api.submitLater(ApiCalls.newRef());
        api.put(id, "RUNNING", false);
        api.run("update job set waiting_reason = 'waits for a code', waiting_kind = 'totp-queue', waiting_until = timestamp '2031-01-01 00:00:00 +00:00'"
                + " where id = ?", id);

        api.viewer().get("/api/jobs/" + id).then().body("waiting.kind", equalTo("totp-queue"))
                .body("waiting.until", equalTo("2031-01-01T00:00:00Z")).body("waiting_reason", equalTo("waits for a code"));
    }

    @Test
    void waitingJobsAreCountedByProviderAndKind() {
        api.submitLater(ApiCalls.newRef());

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> api.viewer().get("/q/metrics").asString()
                .contains("rpa_jobs_waiting{kind=\"not-before\",provider=\"northfibre\"}"));
    }

    @Test
    void aPauseSaysWhy() {
        api.operator().body("{}").post("/api/lanes/southfibre/pause").then().statusCode(400).body("errors.field", hasItem("reason"));
        api.operator().body("{\"reason\": \"x\", \"until\": \"noon\"}").post("/api/lanes/southfibre/pause").then().statusCode(400)
                .body("errors.field", hasItem("until"));
    }

    @Test
    void aLaneThatIsNotThereIsAProblem() {
        api.operator().body("{\"reason\": \"x\"}").post("/api/lanes/atlantis/pause").then().statusCode(404)
                .contentType(ApiProblem.MEDIA_TYPE).body("detail", containsString("no lane 'atlantis'"));
    }

    @Test
    void flowsSayWhatCanBeOrdered() {
        api.viewer().get("/api/flows").then().statusCode(200)
                .body("flows.provider", hasItems("northfibre", "southfibre")).body("flows.find { it.provider == 'northfibre' }.version", notNullValue())
                .body("flows.find { it.provider == 'northfibre' }.job_types.type", hasItems("check", "order"))
                .body("flows.find { it.provider == 'northfibre' }.job_types.find { it.type == 'order' }.parameters.find { it.name == 'speed' }.values", hasItems("slow", "fast"));
    }

    @Test
    void aRefusedFolderSaysWhy() {
        api.viewer().get("/api/flows").then()
                .body("refused.folder", hasItem("brokenfibre"))
                .body("refused.find { it.folder == 'brokenfibre' }.problems[0].file", startsWith("brokenfibre/"))
                .body("refused.find { it.folder == 'brokenfibre' }.problems.reason", hasItem(containsString("concurrency")));
    }
}
