package io.fnorpa.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class ListJobsTest {

    @Inject
    ApiCalls api;

    @Test
    void theNewestComesFirstAndPagesFollowEachOther() {
        int first = (int) api.submitLater(ApiCalls.newRef());
        int second = (int) api.submitLater(ApiCalls.newRef());

        api.viewer().get("/api/jobs?limit=1").then().statusCode(200)
                .body("jobs.id", equalTo(List.of(second))).body("limit", equalTo(1)).body("offset", equalTo(0))
                .body("total", greaterThanOrEqualTo(2));
        api.viewer().get("/api/jobs?limit=1&offset=1").then().body("jobs.id", equalTo(List.of(first)));
    }

    @Test
    void aReferenceFindsItsJob() {
        String ref = ApiCalls.newRef();
        int id = (int) api.submitLater(ref);

        api.viewer().queryParam("external_ref", ref).get("/api/jobs").then()
                .body("jobs.id", equalTo(List.of(id))).body("total", equalTo(1));
        api.viewer().queryParam("external_ref", ref).queryParam("state", "FAILED").get("/api/jobs").then().body("total", equalTo(0));
    }

    @Test
    void filtersNarrowTheList() {
        int failed = (int) api.submitLater(ApiCalls.newRef());
        api.put(failed, "FAILED", false);
        int review = (int) api.submitLater(ApiCalls.newRef());
        api.put(review, "REVIEW", false);

        api.viewer().get("/api/jobs?state=FAILED,REVIEW&provider=north&type=check&limit=500").then().statusCode(200)
                .body("jobs.id", hasItem(failed)).body("jobs.id", hasItem(review))
                .body("jobs.provider", everyItem(equalTo("northfibre")));
        api.viewer().get("/api/jobs?state=FAILED&state=REVIEW&limit=500").then().body("jobs.id", hasItem(failed)).body("jobs.id", hasItem(review));
        api.viewer().get("/api/jobs?provider=elsewhere").then().body("total", equalTo(0));
        api.viewer().get("/api/jobs?type=order").then().body("total", equalTo(0));
    }

    @Test
    void timesOfSubmissionAreFromAndBefore() {
        OffsetDateTime before = OffsetDateTime.now().minusSeconds(1);
        int id = (int) api.submitLater(ApiCalls.newRef());

        api.viewer().queryParam("submitted_from", before.toString()).queryParam("limit", 500).get("/api/jobs").then().body("jobs.id", hasItem(id));
        api.viewer().queryParam("submitted_from", before.plusHours(1).toString()).get("/api/jobs").then().body("total", equalTo(0));
        api.viewer().queryParam("external_ref", "x").queryParam("submitted_to", before.minusYears(9).toString()).get("/api/jobs").then()
                .body("total", equalTo(0));
        api.viewer().get("/api/jobs?submitted_from=2026-01-01T00:00:00+02:00&limit=1").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            state=DONE                | state          | must be one or more of PENDING
            state=                    | state          | must be one or more of PENDING
            limit=0                   | limit          | from 1 to 500, not '0'
            limit=501                 | limit          | from 1 to 500
            limit=1&limit=2           | limit          | is given 2 times
            offset=-1                 | offset         | must be a whole number
            submitted_from=yesterday  | submitted_from | such as 2026-03-31T08:00:00Z
            provider=                 | provider       | is empty
            colour=red                | colour         | is not a filter; there are external_ref, limit
            """)
    void aBadFilterIsNamed(String query, String field, String message) {
        api.viewer().get("/api/jobs?" + query).then().statusCode(400).contentType(ApiProblem.MEDIA_TYPE)
                .body("errors.field", hasItem(field)).body("errors.message", hasItem(containsString(message)));
    }

    @Test
    void aBadlyEncodedQueryGetsToNoRoute() {
        assertThat(api.raw("GET /api/jobs?type=%zz")).startsWith("HTTP/1.1 400").contains("content-length: 0");
    }

    @Test
    void aJobThatIsNotThereIsAProblem() {
        api.viewer().get("/api/jobs/999999999").then().statusCode(404).contentType(ApiProblem.MEDIA_TYPE)
                .body("type", equalTo("urn:fnorpa:problem:not-found")).body("detail", equalTo("There is no job 999999999"));
        api.viewer().get("/api/jobs/abc").then().statusCode(404);
        api.viewer().get("/api/jobs/99999999999999999999999").then().statusCode(404);
    }
}
