package io.fnorpa.sandbox.metrofiber;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetroFibreTest {
  private static final String CANCEL = "/metrofiber/services/MFN-300201/cancel";

  @BeforeEach
  void startAfresh() {
    given().post("/sandbox/reset").then().statusCode(200);
  }

  @Test
  void theRightPasswordLeadsToTheServices() {
    new Visitor().signIn(Fno.METROFIBER).then().statusCode(303).header("Location", endsWith("/metrofiber/services"));
    get("/sandbox/metrofiber/ledger").then().body("logins.user", contains("ops@isp.example"))
        .body("logins.accepted", contains(true));
  }

  @Test
  void aWrongPasswordIsRefusedVisibly() {
    new Visitor().signIn(Fno.METROFIBER, "wrong").then().statusCode(401)
        .body(containsString("role=\"alert\"")).body(containsString("is not correct"));
  }

  @Test
  void aLoginWithoutTheFormsTokenIsRefused() {
    Visitor visitor = new Visitor();
    visitor.get("/metrofiber/login");
    visitor.forgeCsrf("forged");

    visitor.post("/metrofiber/login", "email", "ops@isp.example", "password", "practice-Metro-7!x")
        .then().statusCode(403).body(containsString("security token"));
  }

  @Test
  void aCancellationWithoutTheFormsTokenDoesNothing() {
    Visitor visitor = Visitor.signedInAt(Fno.METROFIBER);
    visitor.forgeCsrf("forged");

    visitor.post(CANCEL, "reason", "Non-payment", "last_day", "2026-04-30").then().statusCode(403);
    get("/sandbox/metrofiber/ledger").then().body("cancellations", empty());
    get("/sandbox/metrofiber/services/MFN-300201").then().body("status", equalTo("ACTIVE"));
  }

  @Test
  void theWantedServiceIsOnOneOfSeveralPages() {
    Visitor visitor = Visitor.signedInAt(Fno.METROFIBER);
    int pagesWithIt = 0;
    for (int page = 1; page <= 4; page++) {
      String html = visitor.get("/metrofiber/services?q=MFN-300207&page=" + page).asString();
      pagesWithIt += html.contains(">MFN-300207</a>") ? 1 : 0;
      assertThat(html.contains("rel=\"next\"")).isEqualTo(page < 4);
    }
    assertThat(pagesWithIt).isOne();
  }

  @Test
  void anUnknownServiceWithNeighboursIsOnNoPage() {
    Visitor visitor = Visitor.signedInAt(Fno.METROFIBER);
    for (int page = 1; page <= 2; page++) {
      visitor.get("/metrofiber/services?q=MFN-300199&page=" + page).then().statusCode(200)
          .body(containsString("id=\"results\"")).body(not(containsString(">MFN-300199</a>")));
    }
    visitor.get("/metrofiber/services/MFN-300199").then().statusCode(404).body(containsString("service-not-found"));
  }

  @Test
  void aSearchWithoutResultsSaysSo() {
    Visitor.signedInAt(Fno.METROFIBER).get("/metrofiber/services?q=MFN-999999").then().statusCode(200)
        .body(containsString("id=\"no-results\""));
  }

  @Test
  void aServiceIsCancelledOnceAndGetsAReference() {
    Visitor visitor = Visitor.signedInAt(Fno.METROFIBER);
    visitor.get("/metrofiber/services/MFN-300201").then().body(containsString("id=\"btn-cancel\""));

    visitor.post(CANCEL, "reason", "Non-payment", "last_day", "2026-04-30").then().statusCode(303);
    visitor.get("/metrofiber/cancellations/MFN-300201").then().body(containsString("<strong id=\"reference\">MFC-000001<"));
    visitor.post(CANCEL, "reason", "Non-payment", "last_day", "2026-04-30").then().statusCode(409)
        .body(containsString("already cancelled on 2026-04-30 (reference MFC-000001)"));
    visitor.get("/metrofiber/services/MFN-300201").then().body(containsString("id=\"already-cancelled\""))
        .body(not(containsString("id=\"btn-cancel\"")));
    get("/sandbox/metrofiber/ledger").then().body("cancellations", hasSize(1))
        .body("cancellations[0].reference", equalTo("MFC-000001"))
        .body("cancellations[0].reason", equalTo("Non-payment")).body("refused_cancellations", hasSize(1));
  }

  @Test
  void aCancellationInThePastOrWithoutAReasonIsRefusedVisibly() {
    Visitor visitor = Visitor.signedInAt(Fno.METROFIBER);

    visitor.post(CANCEL, "reason", "Non-payment", "last_day", "2020-01-31").then().statusCode(400)
        .body(containsString("is in the past"));
    visitor.post(CANCEL, "reason", "", "last_day", "2026-04-30").then().statusCode(400)
        .body(containsString("Please select a reason"));
    get("/sandbox/metrofiber/services/MFN-300201").then().body("status", equalTo("ACTIVE"));
  }

  @Test
  void whatIsTypedIsShownAsTextOnly() {
    Visitor.signedInAt(Fno.METROFIBER).get("/metrofiber/services?q=%3Cscript%3Ealert(1)").then()
        .body(not(containsString("<script>alert"))).body(containsString("&lt;script&gt;"));
  }
}
