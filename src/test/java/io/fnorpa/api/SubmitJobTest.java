package io.fnorpa.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class SubmitJobTest {

    private static final String LATER = OffsetDateTime.now().plusDays(3).withNano(0).toString();

    @Inject
    ApiCalls api;

    @Test
    void aJobIsTakenOnAndSaysWhereItIs() {
        String ref = ApiCalls.newRef();
        String location = submit(work(ref, "NF-1")).then().statusCode(201)
                .header("Location", matchesPattern(".*/api/jobs/\\d+"))
                .body("external_ref", equalTo(ref)).body("state", equalTo("PENDING")).body("attempt", equalTo(0))
                .body("parameters.service_id", equalTo("NF-1")).body("priority", equalTo(0)).body("result", nullValue())
                .extract().header("Location");

        api.viewer().get(location).then().statusCode(200)
                .body("external_ref", equalTo(ref))
                .body("events[0].kind", equalTo("submitted")).body("events[0].detail", equalTo("by Olga"))
                .body("evidence.size()", equalTo(0));
    }

    @Test
    void anAliasIsTheFnoItself() {
        submit("{'provider': 'North-Fibre', 'type': 'check', 'parameters': {'service_id': 'NF-1'}, 'run_after': '" + LATER + "'}")
                .then().statusCode(201).body("provider", equalTo("northfibre"));
    }

    @Test
    void theSameWorkUnderTheSameReferenceIsTheSameJob() {
        String ref = ApiCalls.newRef();
        long first = submit(work(ref, "NF-1")).then().statusCode(201).extract().jsonPath().getLong("id");

        submit(work(ref, "NF-1")).then().statusCode(200).body("id", equalTo((int) first));
        submit(work(ref, "NF-1").replace("'northfibre'", "'north'")).then().statusCode(200).body("id", equalTo((int) first));
    }

    @Test
    void otherWorkUnderTheSameReferenceIsRefused() {
        String ref = ApiCalls.newRef();
        long first = submit(work(ref, "NF-1")).then().extract().jsonPath().getLong("id");

        submit(work(ref, "NF-2")).then().statusCode(409).contentType(ApiProblem.MEDIA_TYPE)
                .body("type", equalTo("urn:fnorpa:problem:conflict")).body("detail", containsString("belongs to job " + first));
    }

    @Test
    void ofThoseWhoSubmitOneReferenceAtOnceOneMakesTheJob() throws Exception {
        String ref = ApiCalls.newRef();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Response>> answers = callers.invokeAll(IntStream.range(0, 8)
                    .<java.util.concurrent.Callable<Response>>mapToObj(i -> () -> submit(work(ref, "NF-1"))).toList());
            Map<Integer, Integer> statuses = new java.util.TreeMap<>();
            java.util.Set<Long> ids = new java.util.HashSet<>();
            for (Future<Response> answer : answers) {
                statuses.merge(answer.get().statusCode(), 1, Integer::sum);
                ids.add(answer.get().jsonPath().getLong("id"));
            }
            assertThat(statuses).isEqualTo(Map.of(201, 1, 200, 7));
            assertThat(ids).hasSize(1);
        } finally {
            callers.shutdownNow();
        }
        assertThat(api.value("select count(*) from job where external_ref = ?", ref)).isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'type': 'check'}                                                            | provider                 | is missing: one of northfibre, quietfibre, southfibre
            {'provider': 'octotl', 'type': 'check'}                                      | provider                 | 'octotl' is not known; there are northfibre
            {'provider': 'brokenfibre', 'type': 'check'}                                 | provider                 | its flows are refused
            {'provider': 7, 'type': 'check'}                                             | provider                 | must be a string, not 7
            {'provider': 'northfibre'}                                                   | type                     | is missing
            {'provider': 'northfibre', 'type': 'chek'}                                   | type                     | there are check, order
            {'provider': 'northfibre', 'type': 'check'}                                  | parameters.service_id    | is missing
            {'provider': 'northfibre', 'type': 'check', 'parameters': {'service_id': 'nf 1'}}  | parameters.service_id | must match
            {'provider': 'northfibre', 'type': 'check', 'parameters': {'service_id': 1}}       | parameters.service_id | must be a string
            {'provider': 'northfibre', 'type': 'check', 'parameters': {'servise_id': 'NF-1'}}  | parameters.servise_id | is not a parameter
            {'provider': 'northfibre', 'type': 'check', 'parameters': {'service_id': 'NF-1', 'copies': 'two'}} | parameters.copies | whole number
            {'provider': 'northfibre', 'type': 'order', 'parameters': {'service_id': 'NF-1', 'speed': 'warp'}} | parameters.speed  | slow, fast
            {'provider': 'northfibre', 'type': 'order', 'parameters': {'service_id': 'NF-1', 'speed': 'fast', 'first_day': '31/03/2026'}} | parameters.first_day | 2026-03-31
            {'provider': 'northfibre', 'type': 'check', 'parameters': 'NF-1'}            | parameters               | must be an object
            {'provider': 'northfibre', 'type': 'check', 'priority': 'high'}              | priority                 | whole number from -999 to 999
            {'provider': 'northfibre', 'type': 'check', 'priority': 1.5}                 | priority                 | whole number
            {'provider': 'northfibre', 'type': 'check', 'max_attempts': 0}               | max_attempts             | from 1 to 100
            {'provider': 'northfibre', 'type': 'check', 'deadline_seconds': 7200}        | deadline_seconds         | from 10 to 3600
            {'provider': 'northfibre', 'type': 'check', 'run_after': 'tomorrow'}         | run_after                | such as 2026-03-31T08:00:00+02:00
            {'provider': 'northfibre', 'type': 'check', 'run_after': '2199-01-01T00:00:00Z'} | run_after            | 366 days ahead
            {'provider': 'northfibre', 'type': 'check', 'external_ref': ''}              | external_ref             | is empty
            {'provider': 'northfibre', 'type': 'check', 'state': 'SUCCEEDED'}            | state                    | is not a field of this request
            """)
    void whatIsWrongIsToldFieldByField(String body, String field, String message) {
        submit(body).then().statusCode(400).contentType(ApiProblem.MEDIA_TYPE)
                .body("type", equalTo("urn:fnorpa:problem:invalid-request"))
                .body("errors.field", hasItem(field))
                .body("errors.find { it.field == '" + field + "' }.message", containsString(message));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        submit("{'provider': 'northfibre', 'type': 'check', 'priority': 'x', 'max_attempts': 'y', 'colour': 'red'}").then().statusCode(400)
                .body("errors.field.sort()", equalTo(List.of("colour", "max_attempts", "parameters.service_id", "priority")));
    }

    @Test
    void aReferenceMayNotBeLongerThanItsColumn() {
        submit(work("é".repeat(50), "NF-1")).then().statusCode(201);
        submit(work("é".repeat(51), "NF-1")).then().statusCode(400).body("errors.field", hasItem("external_ref"));
    }

    @Test
    void brokenJsonIsToldWithItsPlaceAndNothingOfOurs() {
        submit("{'provider': 'northfibre',\n 'type': }").then().statusCode(400).contentType(ApiProblem.MEDIA_TYPE)
                .body("type", equalTo("urn:fnorpa:problem:malformed-json"))
                .body("detail", containsString("line 2, column "))
                .body(not(containsString("Exception"))).body(not(containsString("io.fnorpa")));
        submit("").then().statusCode(400).body("detail", containsString("empty"));
        submit("[1]").then().statusCode(400).body("detail", containsString("send a JSON object"));
        submit("{} {}").then().statusCode(400);
        submit("{'type': 'check', 'type': 'order'}").then().statusCode(400).body("detail", containsString("Duplicate field 'type'"));
        submit("[".repeat(100_000)).then().statusCode(400).contentType(ApiProblem.MEDIA_TYPE);
    }

    @Test
    void onlyJsonIsRead() {
        api.operator().contentType("text/plain").body("{}").post("/api/jobs").then().statusCode(415)
                .contentType(ApiProblem.MEDIA_TYPE).body("detail", containsString("application/json"));
    }

    @Test
    void aBodyIsBounded() {
        String large = work(ApiCalls.newRef(), "N".repeat(1_100_000));
        submit(large).then().statusCode(413).contentType(ApiProblem.MEDIA_TYPE).body("detail", containsString("1048576"));
        api.operator().body(new ByteArrayInputStream(large.replace('\'', '"').getBytes(StandardCharsets.UTF_8))).post("/api/jobs")
                .then().statusCode(413).contentType(ApiProblem.MEDIA_TYPE);
    }

    @Test
    void nothingFromOutsideNamesAParameterOfAStatement() {
        String ref = ApiCalls.newRef();
        api.operator().header("external_ref", "smuggled-" + ref).header("CamelSqlQuery", "delete from job").header("priority", "9")
                .queryParam("CamelSqlQuery", "delete from job").queryParam("max_attempts", "99")
                .body(work(ref, "NF-1").replace('\'', '"')).post("/api/jobs").then().statusCode(201)
                .body("external_ref", equalTo(ref)).body("priority", equalTo(0)).body("max_attempts", equalTo(3))
                .header("external_ref", nullValue()).header("Authorization", nullValue());
    }

    private static String work(String ref, String service) {
        return "{'external_ref': '" + ref + "', 'provider': 'northfibre', 'type': 'check', 'parameters': {'service_id': '" + service
                + "'}, 'run_after': '" + LATER + "'}";
    }

    private Response submit(String body) {
        return api.operator().contentType(ContentType.JSON).body(body.replace('\'', '"')).post("/api/jobs");
    }
}
