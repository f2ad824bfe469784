package io.fnorpa.sandbox.portal;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class AdminApiTest {
  @BeforeEach
  void startAfresh() {
    given().post("/sandbox/reset").then().statusCode(200);
  }

  @ParameterizedTest
  @EnumSource(Fno.class)
  void theFixedServicesAreThere(Fno fno) {
    for (int number : new int[] {300101, 300112, 300201, 300240}) {
      get(service(fno, number)).then().statusCode(200).body("status", equalTo("ACTIVE"));
    }
    get(service(fno, 300301)).then().body("status", equalTo("CANCELLED")).body("cancellation.reference", not(empty()));
    get(service(fno, 999999)).then().statusCode(404);
    get(service(fno, 300199)).then().statusCode(404);
  }

  @ParameterizedTest
  @EnumSource(Fno.class)
  void aTestMakesServicesOfItsOwn(Fno fno) {
    String prefix = PracticeServices.id(fno, 0).substring(0, 4);
    String id = given().post("/sandbox/" + fno.id() + "/services").then().statusCode(201)
        .body("id", startsWith(prefix)).body("status", equalTo("ACTIVE")).extract().path("id");

    get("/sandbox/" + fno.id() + "/services/" + id).then().statusCode(200);
  }

  @Test
  void anAddedServiceIsWhatWasAskedFor() {
    String body = "{\"id\": \"evt-my-1\", \"customer\": \"Ann Other\", \"status\": \"cancelled\"}";
    given().contentType("application/json").body(body).post("/sandbox/evotel/services").then().statusCode(201)
        .body("id", equalTo("EVT-MY-1")).body("customer", equalTo("Ann Other")).body("status", equalTo("CANCELLED"));

    given().contentType("application/json").body(body).post("/sandbox/evotel/services").then().statusCode(409)
        .body("error", containsString("EVT-MY-1"));
  }

  @Test
  void aWrongServiceIsRefused() {
    given().contentType("application/json").body("{\"id\": \"a/../b\"}").post("/sandbox/evotel/services")
        .then().statusCode(400).body("error", containsString("a/../b"));
    given().contentType("application/json").body("{\"colour\": \"red\"}").post("/sandbox/evotel/services")
        .then().statusCode(400).body("error", containsString("colour"));
    given().contentType("application/json").body("{\"status\": \"gone\"}").post("/sandbox/evotel/services")
        .then().statusCode(400).body("error", containsString("gone"));
  }

  @Test
  void anUnknownPortalIsSaidToBeUnknown() {
    get("/sandbox/telkom/ledger").then().statusCode(404)
        .body("error", equalTo("There is no portal telkom. Known: metrofiber, octotel, openserve, evotel."));
  }

  @Test
  void aResetForgetsWhatWasDone() {
    Visitor visitor = Visitor.signedInAt(Fno.OCTOTEL);
    visitor.postJson("/octotel/api/services/OCT-300201/cancellation",
        Map.of("reason", "Non-payment", "last_day", "2026-04-30")).then().statusCode(200);
    given().contentType("application/json").body("{\"maintenance\": true}").post("/sandbox/octotel/faults");

    given().post("/sandbox/octotel/reset").then().statusCode(200);

    get("/sandbox/octotel/ledger").then().body("logins", empty()).body("codes", empty())
        .body("cancellations", empty()).body("views", empty());
    get("/sandbox/octotel/services/OCT-300201").then().body("status", equalTo("ACTIVE"));
    get("/sandbox/octotel/faults").then().body("maintenance", equalTo(false));
    visitor.get("/octotel/app").then().statusCode(303);
    Visitor.signedInAt(Fno.OCTOTEL);
  }

  @Test
  void aResetOfOnePortalLeavesTheOthers() {
    Visitor.signedInAt(Fno.METROFIBER);
    given().post("/sandbox/openserve/reset");

    get("/sandbox/metrofiber/ledger").then().body("logins", hasSize(1));
  }

  @Test
  void theLedgerHoldsNoPassword() {
    for (Fno fno : Fno.values()) {
      new Visitor().signIn(fno);
      get("/sandbox/" + fno.id() + "/ledger").then().body(not(containsString("practice-")));
    }
  }

  @Test
  void theIndexListsThePortals() {
    get("/").then().statusCode(200).body(containsString("/metrofiber/login")).body(containsString("/octotel/login"))
        .body(containsString("/openserve/login")).body(containsString("/evotel/login"));
  }

  private static String service(Fno fno, int number) {
    return "/sandbox/" + fno.id() + "/services/" + PracticeServices.id(fno, number);
  }
}
