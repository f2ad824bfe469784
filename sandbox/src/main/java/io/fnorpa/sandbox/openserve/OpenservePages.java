package io.fnorpa.sandbox.openserve;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.portal.Pages;
import io.fnorpa.sandbox.portal.Portal;
import io.fnorpa.sandbox.portal.PortalSession;
import io.fnorpa.sandbox.portal.PortalSession.Stage;
import io.fnorpa.sandbox.portal.Portals;
import io.fnorpa.sandbox.portal.SessionCookie;
import jakarta.inject.Inject;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;

/** Openserve's outer pages: login, overview, the page that frames the order wizard, and the result files. */
@Path("/openserve")
@Produces(MediaType.TEXT_HTML)
public class OpenservePages {
  static final String COOKIE_NAME = "OSPORTAL";
  private static final SessionCookie COOKIE = new SessionCookie(COOKIE_NAME, "/openserve");

  @Inject Portals portals;
  @Inject Pages pages;

  @GET
  public Response root() {
    return Response.seeOther(URI.create("/openserve/home")).build();
  }

  @GET
  @Path("login")
  public String login(@QueryParam("expired") boolean expired) {
    return loginPage(expired ? "Your session has expired. Please log in again." : "");
  }

  @POST
  @Path("login")
  public Response logIn(@FormParam("email") String email, @FormParam("password") String password) {
    if (!portal().passwordAccepted(email, password)) {
      return Response.status(Response.Status.UNAUTHORIZED)
          .entity(loginPage("We could not log you in. Check your email address and password.")).build();
    }
    return COOKIE.redirect("/openserve/home", portal().sessions().open(email.strip(), Stage.SIGNED_IN));
  }

  @POST
  @Path("logout")
  public Response logOut(@CookieParam(COOKIE_NAME) String cookie) {
    portal().sessions().end(cookie);
    return COOKIE.redirectAndForget("/openserve/login");
  }

  @GET
  @Path("home")
  public String home(@CookieParam(COOKIE_NAME) String cookie) {
    PortalSession session = portal().arrivingOrWorking(cookie);
    return pages.render("openserve/home.html",
        Map.of("user", session.user(), "orders", OrderBook.of(session).all()));
  }

  @GET
  @Path("orders/new")
  public String newOrder(@CookieParam(COOKIE_NAME) String cookie) {
    PortalSession session = portal().working(cookie);
    return pages.render("openserve/order.html", Map.of("user", session.user()));
  }

  @GET
  @Path("orders/{number}/result.csv")
  @Produces("text/csv")
  public Response csv(@CookieParam(COOKIE_NAME) String cookie, @PathParam("number") String number) {
    return file(number + ".csv", report(cookie, number).csv());
  }

  @GET
  @Path("orders/{number}/result.pdf")
  @Produces("application/pdf")
  public Response pdf(@CookieParam(COOKIE_NAME) String cookie, @PathParam("number") String number) {
    return file(number + ".pdf", report(cookie, number).pdf());
  }

  private ValidationReport report(String cookie, String number) {
    return OrderBook.of(portal().working(cookie)).find(number).filter(Order::validation).map(ValidationReport::new)
        .orElseThrow(() -> new NotFoundException("No validation order " + number + " in this session."));
  }

  private static Response file(String name, byte[] bytes) {
    return Response.ok(bytes)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"").build();
  }

  private String loginPage(String message) {
    return pages.render("openserve/login.html", Map.of("message", message));
  }

  private Portal portal() {
    return portals.of(Fno.OPENSERVE);
  }
}
