package io.fnorpa.sandbox.octotel;

import static io.fnorpa.sandbox.Visitor.codeOfStepsFromNow;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.SandboxSettings;
import io.fnorpa.sandbox.SettableClock;
import io.fnorpa.sandbox.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OctotelTest {
  private static final Duration STEP = Duration.ofSeconds(30);

  @Inject SettableClock clock;
  @Inject SandboxSettings settings;

  @BeforeEach
  void startAfresh() {
    given().post("/sandbox/reset").then().statusCode(200);
  }

  @Test
  void wrongPasswordIsRefusedVisibly() {
    new Visitor().signIn(Fno.OCTOTEL, "wrong").then().statusCode(401)
        .body(containsString("role=\"alert\"")).body(containsString("Incorrect username or password."));
    ledger().then().body("logins.accepted", contains(false)).body("codes", empty());
  }

  @Test
  void thePasswordAloneOpensNothing() {
    Visitor visitor = passwordAccepted();

    visitor.get("/octotel/app").then().statusCode(303).header("Location", containsString("/octotel/login"));
    visitor.get("/octotel/api/services").then().statusCode(401);
  }

  @ParameterizedTest(name = "{0} steps from now")
  @ValueSource(ints = {-1, 0, 1})
  void acceptsAStepOfTheWindow(int steps) {
    offer(codeOfStepsFromNow(steps)).then().statusCode(303).header("Location", endsWith("/octotel/app"));
    ledger().then().body("codes.accepted", contains(true)).body("codes[0].reason", equalTo("ok"));
  }

  @ParameterizedTest(name = "{0} steps from now")
  @ValueSource(ints = {-2, 2})
  void refusesAStepOutsideTheWindow(int steps) {
    offer(codeOfStepsFromNow(steps)).then().statusCode(401).body(containsString("data-testid=\"otp-error\""));
    ledger().then().body("codes[0].step", nullValue()).body("codes[0].reason", equalTo("wrong code"));
  }

  @Test
  void acceptsAStepOnceWhateverTheSession() {
    offer(codeOfStepsFromNow(0)).then().statusCode(303);

    offer(codeOfStepsFromNow(0)).then().statusCode(401).body(containsString("was used before"));
    ledger().then().body("codes.accepted", contains(true, false)).body("codes[1].reason", equalTo("step used before"));
  }

  @Test
  void neverAcceptsAStepOlderThanTheLastOne() {
    offer(codeOfStepsFromNow(1)).then().statusCode(303);

    offer(codeOfStepsFromNow(0)).then().statusCode(401);
    ledger().then().body("codes[1].reason", equalTo("older than the last accepted step"));
  }

  @Test
  void acceptsTheNextStepWhenItsTimeComes() {
    offer(codeOfStepsFromNow(0)).then().statusCode(303);
    clock.move(STEP);

    offer(codeOfStepsFromNow(0)).then().statusCode(303);
  }

  @Test
  void fiveRefusalsLockTheAccountForAWhile() {
    for (int i = 0; i < 5; i++) {
      offer("no code").then().statusCode(401);
    }
    offerFrom(new Visitor(), "no code").then().statusCode(403).body(containsString("Your account is locked"));

    clock.move(Duration.ofMinutes(5));
    offer(codeOfStepsFromNow(0)).then().statusCode(303);
  }

  @Test
  void aLockedAccountRefusesARightCodeUnread() {
    Visitor early = passwordAccepted();
    for (int i = 0; i < 5; i++) {
      offer("no code");
    }

    early.post("/octotel/verify", "otp", codeOfStepsFromNow(0)).then().statusCode(401)
        .body(containsString("Your account is locked"));
    ledger().then().body("codes[5].reason", equalTo("account locked")).body("codes[5].accepted", equalTo(false));
  }

  @Test
  void anAcceptedCodeForgivesEarlierRefusals() {
    for (int i = 0; i < 4; i++) {
      offer("no code");
    }
    offer(codeOfStepsFromNow(0)).then().statusCode(303);

    offer("no code").then().statusCode(401).body(not(containsString("locked")));
  }

  @Test
  void aSecondAccountHasCodesAndALockOfItsOwn() {
    for (int i = 0; i < 5; i++) {
      offer("no code");
    }
    SandboxSettings.FurtherAccount night = settings.octotel().further().get("night");
    TimeBasedCodes codes = new TimeBasedCodes(Base32.decode(night.totpSecret().reveal()), STEP, 6);
    Visitor visitor = new Visitor();

    visitor.post("/octotel/login", "username", night.username(), "password", night.password().reveal()).then().statusCode(303)
        .header("Location", endsWith("/octotel/verify"));
    visitor.post("/octotel/verify", "otp", codeOfStepsFromNow(0)).then().statusCode(401);
    visitor.post("/octotel/verify", "otp", codes.code(codes.stepAt(clock.instant()))).then().statusCode(303);
    ledger().then().body("codes[6].user", equalTo(night.username())).body("codes[6].accepted", equalTo(true));
  }

  @Test
  void theFaultRefusesARightCodeAndSpendsNoStep() {
    given().contentType("application/json").body("{\"refuse_totp\": 1}").post("/sandbox/octotel/faults");

    offer(codeOfStepsFromNow(0)).then().statusCode(401);
    offer(codeOfStepsFromNow(0)).then().statusCode(303);
    ledger().then().body("codes.accepted", contains(false, true));
  }

  @Test
  void theLedgerNeverShowsTheDigits() {
    String code = codeOfStepsFromNow(0);
    offer(code);

    ledger().then().body(not(containsString("\"" + code + "\"")));
  }

  @Test
  void theGridComesLateAndHoldsWhatMatches() {
    Response grid = Visitor.signedInAt(Fno.OCTOTEL).get("/octotel/api/services?q=oct-300101");

    grid.then().statusCode(200).body("total", equalTo(1)).body("rows.id", contains("OCT-300101"))
        .time(greaterThanOrEqualTo(settings.octotel().gridDelay().toMillis()));
  }

  @Test
  void aServiceIsCancelledOnce() {
    Visitor visitor = Visitor.signedInAt(Fno.OCTOTEL);
    Map<String, String> order = Map.of("reason", "Non-payment", "last_day", "2026-04-30");

    visitor.postJson("/octotel/api/services/OCT-300201/cancellation", order).then().statusCode(200)
        .body("reference", startsWith("OCT-CAN-")).body("last_day", equalTo("2026-04-30"));
    visitor.postJson("/octotel/api/services/OCT-300201/cancellation", order).then().statusCode(409)
        .body("message", containsString("already cancelled on 2026-04-30"));
    visitor.get("/octotel/api/services/OCT-300201").then().body("status", equalTo("CANCELLED"));
    ledger().then().body("cancellations.service", contains("OCT-300201"))
        .body("refused_cancellations.service", contains("OCT-300201"));
  }

  @Test
  void anUnknownServiceIsSaidToBeUnknown() {
    Visitor.signedInAt(Fno.OCTOTEL).get("/octotel/api/services/OCT-999999").then().statusCode(404)
        .body("message", containsString("OCT-999999"));
    ledger().then().body("views.status", contains("unknown"));
  }

  private static Visitor passwordAccepted() {
    Visitor visitor = new Visitor();
    visitor.post("/octotel/login", "username", "isp-ops", "password", "practice-Octo-4!k").then().statusCode(303);
    return visitor;
  }

  private static Response offer(String code) {
    return offerFrom(new Visitor(), code);
  }

  /** The answer to the code, or to the login if that is refused already. */
  private static Response offerFrom(Visitor visitor, String code) {
    Response login = visitor.post("/octotel/login", "username", "isp-ops", "password", "practice-Octo-4!k");
    return login.statusCode() == 303 ? visitor.post("/octotel/verify", "otp", code) : login;
  }

  private static Response ledger() {
    return get("/sandbox/octotel/ledger");
  }
}
