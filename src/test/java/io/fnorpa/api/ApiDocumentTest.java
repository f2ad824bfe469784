package io.fnorpa.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(ApiServers.class)
class ApiDocumentTest {

    @Inject
    ApiCalls api;

    @Test
    void theContractIsOpenToAll() {
        given().get("/api/openapi.yaml").then().statusCode(200).contentType("application/yaml").body(containsString("operationId: submitJob"));
        given().get("/api/openapi.json").then().statusCode(200).contentType("application/json")
                .body("paths.'/jobs'.post.operationId", equalTo("submitJob")).body("components.schemas.Job", notNullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/nothing,              404, not-found",
        "GET,    /api,                      404, not-found",
        "GET,    /api/jobs/,                404, not-found",
        "GET,    /api/jobs/1/cancel,        405, method-not-allowed",
        "DELETE, /api/jobs/1,               405, method-not-allowed",
        "PUT,    /api/jobs,                 405, method-not-allowed",
        "PATCH,  /api/lanes,                405, method-not-allowed",
    })
    void whatIsNotInTheContractIsAProblem(String method, String path, int status, String kind) {
        api.operator().urlEncodingEnabled(false).request(method, path).then().statusCode(status).contentType(ApiProblem.MEDIA_TYPE)
                .body("type", equalTo("urn:fnorpa:problem:" + kind)).body("detail", containsString(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api//jobs", "/api/./jobs", "/api/lanes/../jobs", "/api/%6aobs", "/api/jobs%2f1", "/api/jobs;a=b"})
    void aPathHasOneSpelling(String path) {
        assertThat(api.raw("GET " + path)).startsWith("HTTP/1.1 404").contains("application/problem+json");
    }

    @Test
    void aMethodThatIsNotThereNamesThoseThatAre() {
        api.operator().delete("/api/jobs").then().statusCode(405).header("Allow", "GET, POST");
    }
}
