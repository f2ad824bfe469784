package io.fnorpa.sandbox.octotel;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.SandboxSettings;
import io.fnorpa.sandbox.portal.Cancellation;
import io.fnorpa.sandbox.portal.CancellationRequest;
import io.fnorpa.sandbox.portal.Portal;
import io.fnorpa.sandbox.portal.PortalSession;
import io.fnorpa.sandbox.portal.Portals;
import io.fnorpa.sandbox.portal.Service;
import io.fnorpa.sandbox.portal.ServiceCatalogue;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The JSON behind Octotel's application; its grid takes its time. */
@Path("/octotel/api")
@Produces(MediaType.APPLICATION_JSON)
public class OctotelApi {
  private static final int ROWS = 25;
  private static final List<String> REASONS = List.of(
      "Customer moved", "Customer switched provider", "Non-payment", "Service no longer needed", "Ordered in error");

  @Inject Portals portals;
  @Inject SandboxSettings settings;
  @Inject Clock clock;

  /** The rows that are shown and how many there are in all. */
  public record Grid(int total, List<Service> rows) {}

  /** What the cancellation panel offers. */
  public record CancellationForm(List<String> reasons, LocalDate earliest) {}

  /** What the cancellation panel sends. */
  public record CancellationOrder(String reason, String lastDay) {}

  @GET
  @Path("services")
  public Uni<Grid> grid(@CookieParam(OctotelSignIn.COOKIE_NAME) String cookie,
      @QueryParam("q") @DefaultValue("") String text) {
    if (text.isBlank()) {
      portal().arriving(cookie);
    } else {
      portal().working(cookie);
    }
    return late(grid(text.strip()));
  }

  private Grid grid(String text) {
    List<Service> found = portal().services().list(service -> service.mentions(text));
    return new Grid(found.size(), found.stream().limit(ROWS).toList());
  }

  private Uni<Grid> late(Grid grid) {
    Duration delay = settings.octotel().gridDelay();
    Uni<Grid> answer = Uni.createFrom().item(grid);
    return delay.isZero() ? answer : answer.onItem().delayIt().by(delay);
  }

  @GET
  @Path("services/{id}")
  public Service service(@CookieParam(OctotelSignIn.COOKIE_NAME) String cookie, @PathParam("id") String id) {
    PortalSession session = portal().working(cookie);
    return portal().view(id, session).orElseThrow(() -> new ServiceCatalogue.UnknownService(id));
  }

  @GET
  @Path("cancellation-form")
  public CancellationForm form(@CookieParam(OctotelSignIn.COOKIE_NAME) String cookie) {
    portal().working(cookie);
    return new CancellationForm(REASONS, CancellationRequest.earliest(clock));
  }

  @POST
  @Path("services/{id}/cancellation")
  public Cancellation cancel(@CookieParam(OctotelSignIn.COOKIE_NAME) String cookie, @PathParam("id") String id,
      CancellationOrder order) {
    PortalSession session = portal().working(cookie);
    CancellationRequest request =
        CancellationRequest.of(order.reason(), order.lastDay(), REASONS, clock);
    return portal().cancel(id, request, "OCT-CAN-%06d", session);
  }

  @ServerExceptionMapper
  public Response refused(CancellationRequest.Refused refused) {
    return answer(Response.Status.BAD_REQUEST, refused);
  }

  @ServerExceptionMapper
  public Response alreadyCancelled(ServiceCatalogue.AlreadyCancelled refused) {
    return answer(Response.Status.CONFLICT, refused);
  }

  @ServerExceptionMapper
  public Response unknown(ServiceCatalogue.UnknownService refused) {
    return answer(Response.Status.NOT_FOUND, refused);
  }

  private static Response answer(Response.Status status, RuntimeException refused) {
    return Response.status(status).entity(Map.of("message", refused.getMessage())).build();
  }

  private Portal portal() {
    return portals.of(Fno.OCTOTEL);
  }
}
