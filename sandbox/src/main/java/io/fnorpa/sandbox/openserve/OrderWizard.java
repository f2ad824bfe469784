package io.fnorpa.sandbox.openserve;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.portal.Cancellation;
import io.fnorpa.sandbox.portal.CancellationRequest;
import io.fnorpa.sandbox.portal.Pages;
import io.fnorpa.sandbox.portal.Portal;
import io.fnorpa.sandbox.portal.PortalSession;
import io.fnorpa.sandbox.portal.Portals;
import io.fnorpa.sandbox.portal.Service;
import io.fnorpa.sandbox.portal.ServiceCatalogue;
import io.fnorpa.sandbox.portal.SignInNeeded;
import jakarta.inject.Inject;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Openserve's order wizard, the pages inside the frame: 1 service, 2 details, 3 confirm, then the result.
 * The half-filled order is kept in the session; a step that is opened too early leads back to the first.
 */
@Path("/openserve/wizard")
@Produces(MediaType.TEXT_HTML)
public class OrderWizard {
  private static final List<String> REASONS = List.of("End user relocated", "End user moved to another ISP",
      "Account in arrears", "Service no longer required", "Order placed in error");

  private final AtomicInteger validations = new AtomicInteger();

  @Inject Portals portals;
  @Inject Pages pages;
  @Inject Clock clock;

  @GET
  @Path("service")
  public String service(@CookieParam(OpenservePages.COOKIE_NAME) String cookie) {
    PortalSession session = portal().working(cookie);
    Draft.forget(session);
    return serviceStep("", "", "");
  }

  @POST
  @Path("service")
  public Response chooseService(@CookieParam(OpenservePages.COOKIE_NAME) String cookie,
      @FormParam("order_type") String orderType, @FormParam("service_number") String number,
      @FormParam("b_number") String renamedNumber) {
    PortalSession session = portal().working(cookie);
    String typed = number != null ? number : renamedNumber;
    OrderKind kind = OrderKind.sent(orderType);
    if (kind == null || typed == null || typed.isBlank()) {
      return badStep(serviceStep(orderType, typed, "Choose an order type and enter the service number."));
    }
    Optional<Service> service = portal().view(typed, session);
    if (service.isEmpty()) {
      return badStep(serviceStep(orderType, typed,
          "Service number " + typed.strip() + " does not exist on the Openserve network."));
    }
    Draft.started(kind, service.get().id()).keepIn(session);
    return to("details");
  }

  @GET
  @Path("details")
  public Response details(@CookieParam(OpenservePages.COOKIE_NAME) String cookie) {
    PortalSession session = portal().working(cookie);
    return Draft.of(session).map(draft -> Response.ok(detailsStep(draft, "")).build()).orElseGet(() -> to("service"));
  }

  @POST
  @Path("details")
  public Response giveDetails(@CookieParam(OpenservePages.COOKIE_NAME) String cookie,
      @FormParam("reason") String reason, @FormParam("last_day") String lastDay) {
    PortalSession session = portal().working(cookie);
    return Draft.of(session).map(draft -> giveDetails(session, draft, reason, lastDay)).orElseGet(() -> to("service"));
  }

  private Response giveDetails(PortalSession session, Draft draft, String reason, String lastDay) {
    try {
      CancellationRequest request = draft.kind() == OrderKind.VALIDATION
          ? null : CancellationRequest.of(reason, lastDay, REASONS, clock);
      if (portal().faults().refuseOrder().happens()) {
        throw new CancellationRequest.Refused("Another order for this service is in progress. Please try again when it is done.");
      }
      draft.withDetails(request).keepIn(session);
      return to("confirm");
    } catch (CancellationRequest.Refused e) {
      return badStep(detailsStep(draft, e.getMessage()));
    }
  }

  @GET
  @Path("confirm")
  public Response confirm(@CookieParam(OpenservePages.COOKIE_NAME) String cookie) {
    PortalSession session = portal().working(cookie);
    return Draft.of(session).filter(Draft::detailsDone)
        .map(draft -> Response.ok(confirmStep(draft)).build()).orElseGet(() -> to("service"));
  }

  @POST
  @Path("confirm")
  public Response submit(@CookieParam(OpenservePages.COOKIE_NAME) String cookie) {
    PortalSession session = portal().working(cookie);
    return Draft.of(session).filter(Draft::detailsDone)
        .map(draft -> submit(session, draft)).orElseGet(() -> to("service"));
  }

  private Response submit(PortalSession session, Draft draft) {
    try {
      Order order = draft.kind() == OrderKind.VALIDATION ? validation(draft) : cancellation(session, draft);
      OrderBook.of(session).add(order);
      Draft.forget(session);
      return to("orders/" + order.number());
    } catch (ServiceCatalogue.AlreadyCancelled | ServiceCatalogue.UnknownService e) {
      return Response.status(Response.Status.CONFLICT).entity(detailsStep(draft, e.getMessage())).build();
    }
  }

  private Order validation(Draft draft) {
    String number = String.format("OSV-%06d", validations.incrementAndGet());
    return new Order(number, draft.kind(), known(draft), clock.instant());
  }

  private Order cancellation(PortalSession session, Draft draft) {
    Cancellation done = portal().cancel(draft.service(), draft.cancellation(), "OSC-%06d", session);
    return new Order(done.reference(), draft.kind(), known(draft), done.time());
  }

  @GET
  @Path("orders/{number}")
  public Response order(@CookieParam(OpenservePages.COOKIE_NAME) String cookie, @PathParam("number") String number) {
    PortalSession session = portal().working(cookie);
    return OrderBook.of(session).find(number)
        .map(order -> Response.ok(page("result.html", Map.of("order", order, "service", order.service()))).build())
        .orElseGet(() -> to("service"));
  }

  /** Inside the frame there is no login form, only a way out of the frame. */
  @ServerExceptionMapper
  public Response signInNeeded(SignInNeeded needed) {
    return Response.status(Response.Status.UNAUTHORIZED).entity(pages.render("openserve/frame-expired.html", Map.of()))
        .build();
  }

  private String serviceStep(String orderType, String number, String message) {
    return page("step-service.html", Map.of("type", orderType == null ? "" : orderType,
        "number", number == null ? "" : number, "message", message, "kinds", List.of(OrderKind.values())));
  }

  private String detailsStep(Draft draft, String message) {
    return page("step-details.html", Map.of("cancelling", draft.kind() == OrderKind.CANCELLATION,
        "service", known(draft), "message", message, "reasons", REASONS,
        "earliest", CancellationRequest.earliest(clock)));
  }

  private String confirmStep(Draft draft) {
    Map<String, Object> data = new HashMap<>(Map.of("kind", draft.kind(), "service", known(draft)));
    data.put("cancelling", draft.cancellation() != null);
    if (draft.cancellation() != null) {
      data.put("cancellation", draft.cancellation());
    }
    return page("step-confirm.html", data);
  }

  private Service known(Draft draft) {
    return portal().services().find(draft.service())
        .orElseThrow(() -> new ServiceCatalogue.UnknownService(draft.service()));
  }

  private String page(String template, Map<String, ?> data) {
    Map<String, Object> all = new HashMap<>(data);
    all.put("renamed", portal().faults().renameElement());
    return pages.render("openserve/" + template, all);
  }

  private static Response to(String step) {
    return Response.seeOther(URI.create("/openserve/wizard/" + step)).build();
  }

  private static Response badStep(String page) {
    return Response.status(Response.Status.BAD_REQUEST).entity(page).build();
  }

  private Portal portal() {
    return portals.of(Fno.OPENSERVE);
  }
}
