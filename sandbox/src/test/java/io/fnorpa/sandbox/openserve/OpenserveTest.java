package io.fnorpa.sandbox.openserve;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenserveTest {
  @BeforeEach
  void startAfresh() {
    given().post("/sandbox/reset").then().statusCode(200);
  }

  @Test
  void theRightPasswordLeadsToTheOverview() {
    new Visitor().signIn(Fno.OPENSERVE).then().statusCode(303).header("Location", endsWith("/openserve/home"));
  }

  @Test
  void aWrongPasswordIsRefusedVisibly() {
    new Visitor().signIn(Fno.OPENSERVE, "wrong").then().statusCode(401)
        .body(containsString("role=\"alert\"")).body(containsString("We could not log you in."));
  }

  @Test
  void theWizardsFormIsInAFrame() {
    Visitor.signedInAt(Fno.OPENSERVE).get("/openserve/orders/new").then()
        .body(containsString("<iframe id=\"order-frame\"")).body(not(containsString("service_number")));
  }

  @Test
  void aValidationGoesThroughThreeStepsAndGivesFiles() {
    Visitor visitor = Visitor.signedInAt(Fno.OPENSERVE);
    String order = order(visitor, "VALIDATION", "OSF-300101");

    visitor.get("/openserve/wizard/orders/" + order).then()
        .body(containsString("data-field=\"status\">Active<")).body(containsString("result.csv"));
    String[] csv = visitor.get("/openserve/orders/" + order + "/result.csv").asString().split("\r\n");
    assertThat(csv).hasSize(2);
    assertThat(csv[0]).startsWith("order_number,service_number,status,customer_name,address");
    assertThat(csv[1]).startsWith(order + ",OSF-300101,Active,");
  }

  @Test
  void thePdfIsWellFormed() {
    Visitor visitor = Visitor.signedInAt(Fno.OPENSERVE);
    String order = order(visitor, "VALIDATION", "OSF-300101");

    Response file = visitor.get("/openserve/orders/" + order + "/result.pdf");
    file.then().contentType("application/pdf").header("Content-Disposition", containsString(order + ".pdf"));
    String pdf = new String(file.asByteArray(), StandardCharsets.ISO_8859_1);
    assertThat(pdf).startsWith("%PDF-1.4").endsWith("%%EOF\n").contains("(service number: OSF-300101)");
    int table = Integer.parseInt(pdf.split("startxref\n")[1].split("\n")[0]);
    assertThat(pdf.substring(table)).startsWith("xref");
  }

  @Test
  void anUnknownServiceStaysAtTheFirstStep() {
    Visitor.signedInAt(Fno.OPENSERVE)
        .post("/openserve/wizard/service", "order_type", "VALIDATION", "service_number", "OSF-999999")
        .then().statusCode(400).body(containsString("does not exist")).body(containsString("Step 1"));
    get("/sandbox/openserve/ledger").then().body("views.status", contains("unknown"));
  }

  @Test
  void refusedDetailsStayAtTheSecondStep() {
    given().contentType("application/json").body("{\"refuse_order\": 1}").post("/sandbox/openserve/faults");
    Visitor visitor = Visitor.signedInAt(Fno.OPENSERVE);
    visitor.post("/openserve/wizard/service", "order_type", "VALIDATION", "service_number", "OSF-300101");

    visitor.post("/openserve/wizard/details").then().statusCode(400)
        .body(containsString("Step 2")).body(containsString("data-testid=\"wizard-error\""));
    visitor.post("/openserve/wizard/details").then().statusCode(303).header("Location", endsWith("/wizard/confirm"));
  }

  @Test
  void aStepThatIsOpenedTooEarlyLeadsBackToTheFirst() {
    Visitor visitor = Visitor.signedInAt(Fno.OPENSERVE);

    visitor.get("/openserve/wizard/details").then().statusCode(303).header("Location", endsWith("/wizard/service"));
    visitor.post("/openserve/wizard/service", "order_type", "CANCELLATION", "service_number", "OSF-300201");
    visitor.post("/openserve/wizard/confirm").then().statusCode(303).header("Location", endsWith("/wizard/service"));
    get("/sandbox/openserve/services/OSF-300201").then().body("status", equalTo("ACTIVE"));
  }

  @Test
  void aServiceIsCancelledOnce() {
    Visitor visitor = Visitor.signedInAt(Fno.OPENSERVE);
    String reference = order(visitor, "CANCELLATION", "OSF-300201");

    visitor.get("/openserve/wizard/orders/" + reference).then().body(containsString("Cancellation submitted"));
    get("/sandbox/openserve/ledger").then().body("cancellations.reference", contains(reference));
    visitor.post("/openserve/wizard/service", "order_type", "CANCELLATION", "service_number", "OSF-300201");
    visitor.get("/openserve/wizard/details").then().body(containsString("data-testid=\"already-cancelled\""))
        .body(not(containsString("cancel-reason")));
  }

  @Test
  void twoOrdersForOneServiceCancelItOnce() {
    Visitor first = Visitor.signedInAt(Fno.OPENSERVE);
    Visitor second = Visitor.signedInAt(Fno.OPENSERVE);
    fillIn(first, "CANCELLATION", "OSF-300201");
    fillIn(second, "CANCELLATION", "OSF-300201");

    first.post("/openserve/wizard/confirm").then().statusCode(303);
    second.post("/openserve/wizard/confirm").then().statusCode(409).body(containsString("already cancelled"));
  }

  @Test
  void insideTheFrameAnEndedSessionShowsAWayOut() {
    new Visitor().get("/openserve/wizard/service").then().statusCode(401)
        .body(containsString("data-testid=\"session-expired\"")).body(containsString("target=\"_top\""));
  }

  private static String order(Visitor visitor, String type, String service) {
    fillIn(visitor, type, service);
    Response submitted = visitor.post("/openserve/wizard/confirm");
    submitted.then().statusCode(303);
    String path = URI.create(submitted.header("Location")).getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void fillIn(Visitor visitor, String type, String service) {
    visitor.post("/openserve/wizard/service", "order_type", type, "service_number", service)
        .then().statusCode(303).header("Location", endsWith("/wizard/details"));
    visitor.post("/openserve/wizard/details", "reason", "Account in arrears", "last_day", "2026-04-30")
        .then().statusCode(303).header("Location", endsWith("/wizard/confirm"));
    visitor.get("/openserve/wizard/confirm").then().statusCode(200).body(containsString("submit-order"));
  }
}
