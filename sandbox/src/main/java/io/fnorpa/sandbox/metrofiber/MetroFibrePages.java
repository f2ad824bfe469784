package io.fnorpa.sandbox.metrofiber;

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
import jakarta.ws.rs.DefaultValue;
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
import java.util.Optional;

/** MetroFibre: classic pages, each form with the session's CSRF token. */
@Path("/metrofiber")
@Produces(MediaType.TEXT_HTML)
public class MetroFibrePages {
  static final String COOKIE_NAME = "MFSESSION";
  private static final SessionCookie COOKIE = new SessionCookie(COOKIE_NAME, "/metrofiber");
  private static final List<String> REASONS = List.of(
      "Customer moved", "Customer changed provider", "Non-payment", "Service no longer needed", "Duplicate order");

  @Inject Portals portals;
  @Inject Pages pages;
  @Inject Clock clock;

  @GET
  public Response home() {
    return Response.seeOther(URI.create("/metrofiber/services")).build();
  }

  @GET
  @Path("login")
  public Response login(@CookieParam(COOKIE_NAME) String cookie, @QueryParam("expired") boolean expired) {
    String message = expired ? "Your session has expired. Please sign in again." : "";
    return loginPage(Response.Status.OK, visitor(cookie), message);
  }

  @POST
  @Path("login")
  public Response logIn(@CookieParam(COOKIE_NAME) String cookie, @FormParam("_csrf") String csrf,
      @FormParam("email") String email, @FormParam("password") String password) {
    Optional<PortalSession> visitor = portal().sessions().find(cookie);
    if (visitor.isEmpty() || !visitor.get().csrf().equals(csrf)) {
      portal().loginTurnedAway(email, "csrf token missing or wrong");
      return forbidden();
    }
    if (!portal().passwordAccepted(email, password)) {
      return loginPage(Response.Status.UNAUTHORIZED, visitor.get(), "The e-mail address or password is not correct.");
    }
    portal().sessions().end(cookie);
    return COOKIE.redirect("/metrofiber/services", portal().sessions().open(email.strip(), Stage.SIGNED_IN));
  }

  @POST
  @Path("logout")
  public Response logOut(@CookieParam(COOKIE_NAME) String cookie, @FormParam("_csrf") String csrf) {
    PortalSession session = portal().working(cookie);
    if (!session.csrf().equals(csrf)) {
      return forbidden();
    }
    portal().sessions().end(cookie);
    return COOKIE.redirectAndForget("/metrofiber/login");
  }

  @GET
  @Path("services")
  public String search(@CookieParam(COOKIE_NAME) String cookie, @QueryParam("q") String text,
      @QueryParam("line") String renamedText, @QueryParam("page") @DefaultValue("1") int page) {
    String wanted = text != null ? text : renamedText;
    if (wanted == null || wanted.isBlank()) {
      return page("search.html", portal().arrivingOrWorking(cookie), Map.of("searched", false));
    }
    PortalSession session = portal().working(cookie);
    return page("search.html", session,
        Map.of("searched", true, "results", SearchResults.of(portal().services(), wanted.strip(), page)));
  }

  @GET
  @Path("services/{id}")
  public Response service(@CookieParam(COOKIE_NAME) String cookie, @PathParam("id") String id) {
    PortalSession session = portal().working(cookie);
    return portal().view(id, session)
        .map(service -> servicePage(Response.Status.OK, session, service, ""))
        .orElseGet(() -> unknown(session, id));
  }

  @POST
  @Path("services/{id}/cancel")
  public Response cancel(@CookieParam(COOKIE_NAME) String cookie, @PathParam("id") String id,
      @FormParam("_csrf") String csrf, @FormParam("reason") String reason, @FormParam("last_day") String lastDay) {
    PortalSession session = portal().working(cookie);
    if (!session.csrf().equals(csrf)) {
      return forbidden();
    }
    try {
      CancellationRequest request = CancellationRequest.of(reason, lastDay, REASONS, clock);
      Cancellation done = portal().cancel(id, request, "MFC-%06d", session);
      return Response.seeOther(URI.create("/metrofiber/cancellations/" + done.service())).build();
    } catch (CancellationRequest.Refused e) {
      return known(id).map(service -> servicePage(Response.Status.BAD_REQUEST, session, service, e.getMessage()))
          .orElseGet(() -> unknown(session, id));
    } catch (ServiceCatalogue.AlreadyCancelled e) {
      return servicePage(Response.Status.CONFLICT, session, e.service(), e.getMessage());
    } catch (ServiceCatalogue.UnknownService e) {
      return unknown(session, id);
    }
  }

  @GET
  @Path("cancellations/{id}")
  public Response cancelled(@CookieParam(COOKIE_NAME) String cookie, @PathParam("id") String id) {
    PortalSession session = portal().working(cookie);
    return known(id).filter(Service::cancelled)
        .map(service -> Response.ok(page("cancelled.html", session, Map.of("service", service))).build())
        .orElseGet(() -> unknown(session, id));
  }

  private Optional<Service> known(String id) {
    return portal().services().find(id);
  }

  private Response servicePage(Response.Status status, PortalSession session, Service service, String message) {
    return Response.status(status).entity(page("service.html", session, Map.of(
        "service", service, "message", message, "reasons", REASONS, "earliest", CancellationRequest.earliest(clock))))
        .build();
  }

  private Response unknown(PortalSession session, String id) {
    return Response.status(Response.Status.NOT_FOUND).entity(page("unknown.html", session, Map.of("id", id))).build();
  }

  private Response loginPage(Response.Status status, PortalSession visitor, String message) {
    return Response.status(status).cookie(COOKIE.of(visitor))
        .entity(pages.render("metrofiber/login.html", Map.of("csrf", visitor.csrf(), "message", message))).build();
  }

  private Response forbidden() {
    return Response.status(Response.Status.FORBIDDEN).entity(pages.render("metrofiber/forbidden.html", Map.of())).build();
  }

  private PortalSession visitor(String cookie) {
    return portal().sessions().find(cookie)
        .filter(session -> session.stage() == Stage.ANONYMOUS)
        .orElseGet(() -> portal().sessions().open("", Stage.ANONYMOUS));
  }

  private String page(String template, PortalSession session, Map<String, ?> data) {
    Map<String, Object> all = new HashMap<>(data);
    all.put("user", session.user());
    all.put("csrf", session.csrf());
    all.put("renamed", portal().faults().renameElement());
    return pages.render("metrofiber/" + template, all);
  }

  private Portal portal() {
    return portals.of(Fno.METROFIBER);
  }
}
