package io.fnorpa.sandbox.evotel;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.SandboxSettings;
import io.fnorpa.sandbox.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EvotelTest {
  @Inject SandboxSettings settings;

  @BeforeEach
  void startAfresh() {
    given().post("/sandbox/reset").then().statusCode(200);
  }

  @Test
  void theRightPasswordLeadsToTheLines() {
    new Visitor().signIn(Fno.EVOTEL).then().statusCode(303).header("Location", endsWith("/evotel/lines"));
  }

  @Test
  void aWrongPasswordIsRefusedVisibly() {
    new Visitor().signIn(Fno.EVOTEL, "wrong").then().statusCode(401).body(containsString("Login failed"));
  }

  @Test
  void everyAnswerIsSlow() {
    get("/evotel/login").then().time(greaterThanOrEqualTo(settings.evotel().latency().toMillis()));
  }

  @Test
  void detailsAreAnotherWindowAndCancellingAsksFirst() {
    Visitor visitor = Visitor.signedInAt(Fno.EVOTEL);

    visitor.get("/evotel/lines?line=EVT-300101").then().body(containsString("openLine('EVT-300101')"));
    visitor.get("/evotel/popup/EVT-300101").then().body(containsString("confirmCancel('EVT-300101')"));
    get("/evotel/window.js").then().body(containsString("window.open(")).body(containsString("window.confirm("));
  }

  @Test
  void aLineIsCancelledOnce() {
    Visitor visitor = Visitor.signedInAt(Fno.EVOTEL);

    visitor.post("/evotel/popup/EVT-300201/cancel", "reason", "Non-payment", "last_day", "2026-04-30")
        .then().statusCode(200).body(containsString("EVX000001"));
    visitor.post("/evotel/popup/EVT-300201/cancel", "reason", "Non-payment", "last_day", "2026-04-30")
        .then().statusCode(409).body(containsString("already cancelled")).body(containsString("cannot be cancelled again"));
    get("/sandbox/evotel/ledger").then().body("cancellations.service", contains("EVT-300201"));
  }

  @Test
  void anUnknownLineIsSaidToBeUnknown() {
    Visitor visitor = Visitor.signedInAt(Fno.EVOTEL);

    visitor.get("/evotel/lines?line=EVT-999999").then().body(containsString("No lines found"));
    visitor.get("/evotel/popup/EVT-999999").then().statusCode(404).body(containsString("does not exist"));
  }
}
