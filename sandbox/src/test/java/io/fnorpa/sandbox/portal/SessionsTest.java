package io.fnorpa.sandbox.portal;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.SettableClock;
import io.fnorpa.sandbox.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class SessionsTest {
  private static final Duration IDLE = Duration.ofMinutes(15);

  @Inject SettableClock clock;

  @BeforeEach
  void startAfresh() {
    given().post("/sandbox/reset").then().statusCode(200);
  }

  @ParameterizedTest
  @EnumSource(Fno.class)
  void anIdleSessionEndsAndTheLoginPageSaysWhy(Fno fno) {
    Visitor visitor = Visitor.signedInAt(fno);
    clock.move(IDLE);

    visitor.get(Visitor.firstPage(fno)).then().statusCode(303)
        .header("Location", containsString("/" + fno.id() + "/login?expired=true"));
    visitor.get("/" + fno.id() + "/login?expired=true").then()
        .body(containsString("role=\"alert\"")).body(containsString("expired"));
  }

  @ParameterizedTest
  @EnumSource(Fno.class)
  void aSessionThatIsUsedLives(Fno fno) {
    Visitor visitor = Visitor.signedInAt(fno);
    for (int i = 0; i < 3; i++) {
      clock.move(IDLE.minusSeconds(1));
      visitor.get(Visitor.firstPage(fno)).then().statusCode(200);
    }
  }

  @ParameterizedTest
  @EnumSource(Fno.class)
  void withoutASessionThereIsOnlyTheLoginPage(Fno fno) {
    new Visitor().get(Visitor.firstPage(fno)).then().statusCode(303)
        .header("Location", containsString("/" + fno.id() + "/login"));
  }

  @ParameterizedTest
  @EnumSource(Fno.class)
  void thePortalsOwnAddressLeadsToTheFirstPage(Fno fno) {
    new Visitor().get("/" + fno.id()).then().statusCode(303)
        .header("Location", endsWith(Visitor.firstPage(fno)));
  }
}
