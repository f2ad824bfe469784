package io.fnorpa.sandbox;

import static io.restassured.RestAssured.given;

import io.fnorpa.sandbox.octotel.Base32;
import io.fnorpa.sandbox.octotel.TimeBasedCodes;
import io.quarkus.arc.Arc;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person at a portal, without a browser: keeps cookies and the last form's CSRF token, does not follow redirects. */
public class Visitor {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final Map<String, String> cookies = new HashMap<>();
  private String csrf = "";

  /** Someone who logged in and saw the first page. */
  public static Visitor signedInAt(Fno fno) {
    Visitor visitor = new Visitor();
    visitor.signIn(fno).then().statusCode(303);
    visitor.get(firstPage(fno)).then().statusCode(200);
    return visitor;
  }

  /** The answer to the last step of a login with the practice account. */
  public Response signIn(Fno fno) {
    return signIn(fno, settings(fno).password().reveal());
  }

  public Response signIn(Fno fno, String password) {
    if (fno == Fno.METROFIBER) {
      get("/metrofiber/login");
    }
    Response answer = post("/" + fno.id() + "/login", userField(fno), settings(fno).username(), "password", password);
    boolean wantsCode = fno == Fno.OCTOTEL && answer.statusCode() == 303;
    return wantsCode ? post("/octotel/verify", "otp", codeOfStepsFromNow(0)) : answer;
  }

  public static String firstPage(Fno fno) {
    return switch (fno) {
      case METROFIBER -> "/metrofiber/services";
      case OCTOTEL -> "/octotel/app";
      case OPENSERVE -> "/openserve/home";
      case EVOTEL -> "/evotel/lines";
    };
  }

  /** A page that looks at one service. */
  public static String servicePage(Fno fno, String id) {
    return switch (fno) {
      case METROFIBER -> "/metrofiber/services/" + id;
      case OCTOTEL -> "/octotel/api/services/" + id;
      case OPENSERVE -> "/openserve/orders/new";
      case EVOTEL -> "/evotel/popup/" + id;
    };
  }

  /** The code of the step that many steps after the present one. */
  public static String codeOfStepsFromNow(int steps) {
    SandboxSettings.OctotelSettings octotel = bean(SandboxSettings.class).octotel();
    TimeBasedCodes codes =
        new TimeBasedCodes(Base32.decode(octotel.totpSecret().reveal()), octotel.totpPeriod(), 6);
    return codes.code(codes.stepAt(bean(SettableClock.class).instant()) + steps);
  }

  /** @param path encoded already */
  public Response get(String path) {
    return keep(request().urlEncodingEnabled(false).get(path));
  }

  /** @param fields names and values by turns */
  public Response post(String path, String... fields) {
    RequestSpecification request = request().contentType("application/x-www-form-urlencoded; charset=utf-8");
    for (int i = 0; i < fields.length; i += 2) {
      request.formParam(fields[i], fields[i + 1]);
    }
    if (!csrf.isEmpty()) {
      request.formParam("_csrf", csrf);
    }
    return keep(request.post(path));
  }

  public Response postJson(String path, Map<String, ?> body) {
    return keep(request().contentType("application/json").body(body).post(path));
  }

  /** Sends this token from now on instead of the form's. */
  public void forgeCsrf(String token) {
    csrf = token;
  }

  private RequestSpecification request() {
    return given().redirects().follow(false).cookies(cookies);
  }

  private Response keep(Response answer) {
    cookies.putAll(answer.cookies());
    Matcher token = CSRF.matcher(answer.asString());
    csrf = token.find() ? token.group(1) : csrf;
    return answer;
  }

  private static String userField(Fno fno) {
    return fno == Fno.METROFIBER || fno == Fno.OPENSERVE ? "email" : "username";
  }

  private static SandboxSettings.PortalSettings settings(Fno fno) {
    return SandboxSettings.of(bean(SandboxSettings.class), fno);
  }

  private static <T> T bean(Class<T> type) {
    return Arc.container().instance(type).get();
  }
}
