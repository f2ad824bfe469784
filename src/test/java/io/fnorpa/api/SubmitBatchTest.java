package io.fnorpa.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(ApiServers.class)
class SubmitBatchTest {

    private static final int LARGEST = 1000;
    private static final String LATER = java.time.OffsetDateTime.now().plusDays(2).toString();

    @Inject
    ApiCalls api;

    @Test
    void aThousandJobsInOneCallAndTheSameCallAgainMakesNone() {
        String ref = ApiCalls.newRef();
        String batch = batch(LARGEST, n -> job(ref + "-" + n, "NF-" + n));

        submit(batch).then().statusCode(201).body("created", equalTo(LARGEST)).body("existing", equalTo(0))
                .body("jobs.size()", equalTo(LARGEST)).body("jobs[17].external_ref", equalTo(ref + "-17")).body("jobs[17].created", equalTo(true));
        assertThat(api.value("select count(*) from job where external_ref like ?", ref + "-%")).isEqualTo((long) LARGEST);
        assertThat(api.value("select count(*) from job_event where kind = 'submitted' and job_id in (select id from job where external_ref like ?)",
                ref + "-%")).isEqualTo((long) LARGEST);

        long id = ((Number) api.value("select id from job where external_ref = ?", ref + "-999")).longValue();
        api.viewer().get("/api/jobs/" + id).then().body("parameters.service_id", equalTo("NF-999"))
                .body("events.size()", equalTo(1)).body("events[0].kind", equalTo("submitted")).body("events[0].detail", equalTo("by Olga"));
        // What comes after it follows it.
        api.operator().post("/api/jobs/" + id + "/cancel").then().statusCode(200);
        assertThat(api.value("select e.prev_hash from job_event e where e.job_id = ? and e.seq = 2", id))
                .isEqualTo(api.value("select e.hash from job_event e where e.job_id = ? and e.seq = 1", id));

        submit(batch).then().statusCode(200).body("created", equalTo(0)).body("existing", equalTo(LARGEST))
                .body("jobs[17].external_ref", equalTo(ref + "-17")).body("jobs[17].created", equalTo(false));
        assertThat(api.value("select count(*) from job where external_ref like ?", ref + "-%")).isEqualTo((long) LARGEST);
    }

    @Test
    void aBatchThatOverlapsAnotherAddsWhatIsMissing() {
        String ref = ApiCalls.newRef();
        long first = submit(batch(2, n -> job(ref + "-" + n, "NF-" + n))).then().statusCode(201).extract().jsonPath().getLong("jobs[1].id");

        submit(batch(3, n -> job(ref + "-" + n, "NF-" + n))).then().statusCode(201).body("created", equalTo(1)).body("existing", equalTo(2))
                .body("jobs[1].id", equalTo((int) first)).body("jobs[2].created", equalTo(true));
    }

    @Test
    void jobsWithoutAReferenceAreNewEachTime() {
        submit("{'jobs': [" + job(null, "NF-1") + "]}").then().statusCode(201).body("jobs[0].external_ref", nullValue());
        submit("{'jobs': [" + job(null, "NF-1") + "]}").then().statusCode(201).body("created", equalTo(1));
    }

    @Test
    void oneFaultLetsNothingInAndEachIsToldWithItsIndexAndField() {
        String ref = ApiCalls.newRef();
        String faults = "{'jobs': [" + job(ref + "-0", "NF-0") + ", " + job(ref + "-1", "nf 1") + ", {'provider': 'octotl', 'type': 'check'}, 7, "
                + job(ref + "-0", "NF-4").replace("'type'", "'colour': 'red', 'type'") + "]}";

        submit(faults).then().statusCode(400).contentType(ApiProblem.MEDIA_TYPE)
                .body("errors.field", hasItem("jobs[1].parameters.service_id"))
                .body("errors.field", hasItem("jobs[2].provider"))
                .body("errors.field", hasItem("jobs[3]"))
                .body("errors.find { it.field == 'jobs[2].provider' }.message", containsString("'octotl' is not known"))
                .body("errors.field", hasItem("jobs[4].colour"))
                .body("errors.find { it.field == 'jobs[4].external_ref' }.message", containsString("is that of jobs[0] too"));
        assertThat(api.value("select count(*) from job where external_ref like ?", ref + "-%")).isEqualTo(0L);
    }

    @Test
    void aReferenceOfOtherWorkRefusesTheWholeBatch() {
        String ref = ApiCalls.newRef();
        submit(batch(1, n -> job(ref + "-1", "NF-1"))).then().statusCode(201);

        submit(batch(3, n -> job(ref + "-" + n, "NF-9"))).then().statusCode(409)
                .body("errors.field", equalTo(List.of("jobs[1].external_ref"))).body("errors[0].message", containsString("which is other work"));
        assertThat(api.value("select count(*) from job where external_ref like ?", ref + "-%")).isEqualTo(1L);
    }

    @Test
    void aReferenceStandsOnceInABatch() {
        String ref = ApiCalls.newRef();

        submit(batch(3, n -> job(ref, "NF-1"))).then().statusCode(400)
                .body("errors.field", equalTo(List.of("jobs[1].external_ref", "jobs[2].external_ref")))
                .body("errors[1].message", containsString("is that of jobs[0] too"));
    }

    @Test
    void aBatchHasOneToAThousandJobs() {
        submit("{'jobs': []}").then().statusCode(400).body("errors[0].message", containsString("1 to 1000"));
        submit("{}").then().statusCode(400).body("errors.field", hasItem("jobs"));
        submit("{'jobs': {}}").then().statusCode(400).body("errors.field", hasItem("jobs"));
        submit("{'jobs': [" + "7, ".repeat(LARGEST) + "7]}").then().statusCode(400).body("errors[0].message", containsString("not of 1001"));
        submit("{'jobs': [" + job(null, "NF-1") + "], 'more': 1}").then().statusCode(400).body("errors.field", hasItem("more"));
    }

    @Test
    void ofThoseWhoSubmitOneBatchAtOnceOneMakesTheJobs() throws Exception {
        String ref = ApiCalls.newRef();
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Response>> answers = callers.invokeAll(IntStream.range(0, 4)
                    .<Callable<Response>>mapToObj(i -> () -> submit(batch(20, n -> job(ref + "-" + n, "NF-" + n)))).toList());
            int created = 0;
            for (Future<Response> answer : answers) {
                created += answer.get().then().extract().jsonPath().getInt("created");
            }
            assertThat(created).isEqualTo(20);
        } finally {
            callers.shutdownNow();
        }
        assertThat(api.value("select count(*) from job where external_ref like ?", ref + "-%")).isEqualTo(20L);
    }

    @Test
    void aViewerSubmitsNothing() {
        api.viewer().contentType(ContentType.JSON).body("{}").post("/api/jobs/batch").then().statusCode(403);
        api.viewer().get("/api/jobs/batch").then().statusCode(405);
    }

    private static String batch(int jobs, java.util.function.IntFunction<String> job) {
        return "{'jobs': [" + IntStream.range(0, jobs).mapToObj(job).collect(Collectors.joining(", ")) + "]}";
    }

    private static String job(String ref, String service) {
        return "{" + (ref == null ? "" : "'external_ref': '" + ref + "', ") + "'provider': 'northfibre', 'type': 'check', 'parameters': {'service_id': '"
                + service + "'}, 'run_after': '" + LATER + "'}";
    }

    private Response submit(String body) {
        return api.operator().contentType(ContentType.JSON).body(body.replace('\'', '"')).post("/api/jobs/batch");
    }
}
