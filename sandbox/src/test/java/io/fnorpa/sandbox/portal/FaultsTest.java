package io.fnorpa.sandbox.portal;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FaultsTest {
  @BeforeEach
  void startAfresh() {
    given().post("/sandbox/reset").then().statusCode(200);
  }

  @ParameterizedTest
  @EnumSource(Fno.class)
  void aCountOfServerErrorsRunsOut(Fno fno) {
    addFaults(fno, "{\"http_500\": 2}").then().statusCode(200).body("http_500", equalTo(2));

    login(fno).then().statusCode(500).body(containsString("server-error"));
    login(fno).then().statusCode(500);
    login(fno).then().statusCode(200);
    get("/sandbox/" + fno.id() + "/faults").then().body("http_500", equalTo(false));
  }

  @Test
  void serverErrorsLastUntilCleared() {
    addFaults(Fno.METROFIBER, "{\"http_500\": true}");
    login(Fno.METROFIBER).then().statusCode(500);
    login(Fno.METROFIBER).then().statusCode(500);

    given().delete("/sandbox/metrofiber/faults").then().body("http_500", equalTo(false));
    login(Fno.METROFIBER).then().statusCode(200);
  }

  @ParameterizedTest
  @EnumSource(Fno.class)
  void maintenanceHidesEveryPageOfThatPortalAlone(Fno fno) {
    addFaults(fno, "{\"maintenance\": true}");

    login(fno).then().statusCode(503).body(containsString("Scheduled maintenance")).body(containsString(fno.title()));
    login(fno == Fno.METROFIBER ? Fno.OPENSERVE : Fno.METROFIBER).then().statusCode(200);
  }

  @Test
  void latencyHoldsAnswersBack() {
    addFaults(Fno.OPENSERVE, "{\"latency_ms\": 400}");

    login(Fno.OPENSERVE).then().statusCode(200).time(greaterThanOrEqualTo(400L));
  }

  @ParameterizedTest
  @EnumSource(Fno.class)
  void aSessionDiesInMidFlowNotAtTheFirstPage(Fno fno) {
    addFaults(fno, "{\"expire_session\": 1}");
    Visitor visitor = Visitor.signedInAt(fno);

    visitor.get(servicePage(fno)).then().statusCode(anyOf(is(303), is(401))).body(not(containsString("300101")));
    visitor = againSignedIn(fno);
    visitor.get(servicePage(fno)).then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
      "METROFIBER, id=\"q\", id=\"line-lookup\"", "METROFIBER, id=\"btn-cancel\", id=\"btn-terminate\"",
      "OPENSERVE, id=\"service-number\", id=\"b-number\"", "EVOTEL, name=\"cancel\", name=\"terminate\"",
      "OCTOTEL, data-renamed=\"false\", data-renamed=\"true\""})
  void elementsGetOtherNames(Fno fno, String before, String after) {
    Visitor visitor = Visitor.signedInAt(fno);
    assertThat(pages(visitor, fno)).contains(before).doesNotContain(after);

    addFaults(fno, "{\"rename_element\": true}");
    assertThat(pages(visitor, fno)).contains(after).doesNotContain(before);
  }

  @Test
  void aFaultThatIsNotNamedStaysAsItWas() {
    addFaults(Fno.EVOTEL, "{\"maintenance\": true}");
    addFaults(Fno.EVOTEL, "{\"latency_ms\": 5}").then().body("maintenance", equalTo(true)).body("latency_ms", equalTo(5));

    get("/sandbox/faults").then().body("evotel.latency_ms", equalTo(5)).body("octotel.maintenance", equalTo(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"latency\": 5}", "{\"latency_ms\": -1}", "{\"http_500\": \"yes\"}", "{\"maintenance\": 3}", "[]"})
  void wrongFaultsAreRefusedWithAReason(String body) {
    addFaults(Fno.EVOTEL, body).then().statusCode(400).body("error", not(equalTo("")));
    get("/sandbox/evotel/faults").then().body("latency_ms", equalTo(0)).body("maintenance", equalTo(false));
  }

  private static Response addFaults(Fno fno, String body) {
    return given().contentType("application/json").body(body).post("/sandbox/" + fno.id() + "/faults");
  }

  private static Response login(Fno fno) {
    return get("/" + fno.id() + "/login");
  }

  private static String servicePage(Fno fno) {
    String prefix = PracticeServices.id(fno, 300101);
    return Visitor.servicePage(fno, prefix);
  }

  private static Visitor againSignedIn(Fno fno) {
    if (fno == Fno.OCTOTEL) {
      given().post("/sandbox/octotel/reset");
    }
    return Visitor.signedInAt(fno);
  }

  private static String pages(Visitor visitor, Fno fno) {
    String first = visitor.get(Visitor.firstPage(fno)).asString();
    String wizard = fno == Fno.OPENSERVE ? visitor.get("/openserve/wizard/service").asString() : "";
    return first + wizard + visitor.get(servicePage(fno)).asString();
  }
}
