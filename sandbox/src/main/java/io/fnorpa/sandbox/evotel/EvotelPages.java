package io.fnorpa.sandbox.evotel;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.portal.Cancellation;
import io.fnorpa.sandbox.portal.CancellationRequest;
import io.fnorpa.sandbox.portal.Pages;
import io.fnorpa.sandbox.portal.Portal;
import io.fnorpa.sandbox.portal.PortalSession;
import io.fnorpa.sandbox.portal.PortalSession.Stage;
import io.fnorpa.sandbox.portal.Portals;
import io.fnorpa.sandbox.portal.Service;
import io.fnorpa.sandbox.portal.ServiceCatalogue;
import io.fnorpa.sandbox.portal.SessionCookie;
import jakarta.inject.Inject;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Evotel: an elderly portal, slow, with a popup window for each line. */
@Path("/evotel")
@Produces(MediaType.TEXT_HTML)
public class EvotelPages {
  static final String COOKIE_NAME = "EVOSESSID";
  private static final SessionCookie COOKIE = new SessionCookie(COOKIE_NAME, "/evotel");
  private static final int MOST_ROWS = 50;
  private static final List<String> REASONS =
      List.of("Customer moved", "Customer changed ISP", "Non-payment", "No longer required", "Captured in error");

  @Inject Portals portals;
  @Inject Pages pages;
  @Inject Clock clock;

  @GET
  public Response home() {
    return Response.seeOther(URI.create("/evotel/lines")).build();
  }

  @GET
  @Path("login")
  public String login(@QueryParam("expired") boolean expired) {
    return loginPage(expired ? "Session expired. Log in again." : "");
  }

  @POST
  @Path("login")
  public Response logIn(@FormParam("username") String username, @FormParam("password") String password) {
    if (!portal().passwordAccepted(username, password)) {
      return Response.status(Response.Status.UNAUTHORIZED)
          .entity(loginPage("Login failed: wrong username or password.")).build();
    }
    return COOKIE.redirect("/evotel/lines", portal().sessions().open(username.strip(), Stage.SIGNED_IN));
  }

  @GET
  @Path("logout")
  public Response logOut(@CookieParam(COOKIE_NAME) String cookie) {
    portal().sessions().end(cookie);
    return COOKIE.redirectAndForget("/evotel/login");
  }

  @GET
  @Path("lines")
  public String lines(@CookieParam(COOKIE_NAME) String cookie, @QueryParam("line") String text,
      @QueryParam("circuit") String renamedText) {
    String wanted = text != null ? text : renamedText;
    if (wanted == null || wanted.isBlank()) {
      return page("lines.html", portal().arrivingOrWorking(cookie), Map.of("searched", false));
    }
    PortalSession session = portal().working(cookie);
    List<Service> found = portal().services().list(service -> service.mentions(wanted.strip()));
    return page("lines.html", session, Map.of("searched", true, "text", wanted.strip(),
        "total", found.size(), "lines", found.stream().limit(MOST_ROWS).toList()));
  }

  @GET
  @Path("popup/{id}")
  public Response popup(@CookieParam(COOKIE_NAME) String cookie, @PathParam("id") String id) {
    PortalSession session = portal().working(cookie);
    return portal().view(id, session)
        .map(service -> popup(Response.Status.OK, session, service, ""))
        .orElseGet(() -> unknown(session, id));
  }

  @POST
  @Path("popup/{id}/cancel")
  public Response cancel(@CookieParam(COOKIE_NAME) String cookie, @PathParam("id") String id,
      @FormParam("reason") String reason, @FormParam("last_day") String lastDay) {
    PortalSession session = portal().working(cookie);
    try {
      CancellationRequest request = CancellationRequest.of(reason, lastDay, REASONS, clock);
      Cancellation done = portal().cancel(id, request, "EVX%06d", session);
      return Response.ok(page("done.html", session, Map.of("cancellation", done))).build();
    } catch (CancellationRequest.Refused e) {
      return portal().services().find(id)
          .map(service -> popup(Response.Status.BAD_REQUEST, session, service, e.getMessage()))
          .orElseGet(() -> unknown(session, id));
    } catch (ServiceCatalogue.AlreadyCancelled e) {
      return popup(Response.Status.CONFLICT, session, e.service(), e.getMessage());
    } catch (ServiceCatalogue.UnknownService e) {
      return unknown(session, id);
    }
  }

  private Response popup(Response.Status status, PortalSession session, Service service, String message) {
    return Response.status(status).entity(page("popup.html", session, Map.of(
        "service", service, "message", message, "reasons", REASONS,
        "earliest", CancellationRequest.earliest(clock)))).build();
  }

  private Response unknown(PortalSession session, String id) {
    return Response.status(Response.Status.NOT_FOUND).entity(page("unknown.html", session, Map.of("id", id))).build();
  }

  private String loginPage(String message) {
    return pages.render("evotel/login.html", Map.of("message", message));
  }

  private String page(String template, PortalSession session, Map<String, ?> data) {
    Map<String, Object> all = new HashMap<>(data);
    all.put("user", session.user());
    all.put("renamed", portal().faults().renameElement());
    return pages.render("evotel/" + template, all);
  }

  private Portal portal() {
    return portals.of(Fno.EVOTEL);
  }
}
