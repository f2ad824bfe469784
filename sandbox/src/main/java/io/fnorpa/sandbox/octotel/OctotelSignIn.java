package io.fnorpa.sandbox.octotel;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.portal.Pages;
import io.fnorpa.sandbox.portal.Portal;
import io.fnorpa.sandbox.portal.PortalSession;
import io.fnorpa.sandbox.portal.PortalSession.Stage;
import io.fnorpa.sandbox.portal.Portals;
import io.fnorpa.sandbox.portal.SessionCookie;
import io.fnorpa.sandbox.portal.SignInNeeded;
import jakarta.inject.Inject;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** Octotel's door: user and password, then a code, then the application. */
@Path("/octotel")
@Produces(MediaType.TEXT_HTML)
public class OctotelSignIn {
  static final String COOKIE_NAME = "octotel_sid";
  private static final SessionCookie COOKIE = new SessionCookie(COOKIE_NAME, "/octotel");
  private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  @Inject Portals portals;
  @Inject CodeGate codeGate;
  @Inject Pages pages;

  @GET
  public Response home() {
    return Response.seeOther(URI.create("/octotel/app")).build();
  }

  @GET
  @Path("login")
  public String login(@QueryParam("expired") boolean expired) {
    return loginPage(expired ? "Your session has expired. Please sign in again." : "");
  }

  @POST
  @Path("login")
  public Response logIn(@FormParam("username") String username, @FormParam("password") String password) {
    if (!portal().passwordAccepted(username, password)) {
      return Response.status(Response.Status.UNAUTHORIZED)
          .entity(loginPage("Incorrect username or password.")).build();
    }
    Optional<Instant> locked = codeGate.lockedUntil(username);
    if (locked.isPresent()) {
      portal().loginTurnedAway(username, "account locked");
      return Response.status(Response.Status.FORBIDDEN).entity(loginPage(lockedMessage(locked.get()))).build();
    }
    PortalSession session = portal().sessions().open(username.strip(), Stage.PASSWORD_ACCEPTED);
    return COOKIE.redirect("/octotel/verify", session);
  }

  @GET
  @Path("verify")
  public String verify(@CookieParam(COOKIE_NAME) String cookie) {
    halfSignedIn(cookie);
    return verifyPage("");
  }

  @POST
  @Path("verify")
  public Response verifyCode(@CookieParam(COOKIE_NAME) String cookie, @FormParam("otp") String code) {
    PortalSession half = halfSignedIn(cookie);
    CodeGate.Verdict verdict = codeGate.offer(half.user(), code);
    if (!verdict.accepted()) {
      String message = codeGate.lockedUntil(half.user()).map(OctotelSignIn::lockedMessage).orElse(verdict.message());
      return Response.status(Response.Status.UNAUTHORIZED).entity(verifyPage(message)).build();
    }
    portal().sessions().end(cookie);
    return COOKIE.redirect("/octotel/app", portal().sessions().open(half.user(), Stage.SIGNED_IN));
  }

  @GET
  @Path("app")
  public String app(@CookieParam(COOKIE_NAME) String cookie) {
    PortalSession session = portal().arrivingOrWorking(cookie);
    return pages.render("octotel/app.html",
        Map.of("user", session.user(), "renamed", portal().faults().renameElement()));
  }

  @POST
  @Path("logout")
  public Response logOut(@CookieParam(COOKIE_NAME) String cookie) {
    portal().sessions().end(cookie);
    return COOKIE.redirectAndForget("/octotel/login");
  }

  private PortalSession halfSignedIn(String cookie) {
    return portal().sessions().find(cookie)
        .filter(session -> session.stage() == Stage.PASSWORD_ACCEPTED)
        .orElseThrow(() -> new SignInNeeded(Fno.OCTOTEL, cookie != null));
  }

  private String loginPage(String message) {
    return pages.render("octotel/login.html", Map.of("message", message));
  }

  private String verifyPage(String message) {
    return pages.render("octotel/verify.html", Map.of("message", message));
  }

  private static String lockedMessage(Instant until) {
    return "Your account is locked after too many incorrect codes. Try again after " + UTC_TIME.format(until) + " UTC.";
  }

  private Portal portal() {
    return portals.of(Fno.OCTOTEL);
  }
}
