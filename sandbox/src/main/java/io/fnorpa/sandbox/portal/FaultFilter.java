package io.fnorpa.sandbox.portal;

import io.fnorpa.sandbox.Fno;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Puts a portal's faults, and Evotel's slowness, in front of its pages. Style sheets and scripts are spared.
 * Filters are made before the settings are read, so this one asks {@link Portals}, which is made when first used.
 */
public class FaultFilter {
  @Inject Portals portals;
  @Inject Pages pages;

  @ServerRequestFilter
  public Uni<Response> beforePage(UriInfo uri) {
    return Fno.ofPath(uri.getPath()).map(this::answerOf).orElseGet(() -> Uni.createFrom().nullItem());
  }

  private Uni<Response> answerOf(Fno fno) {
    Duration wait = portals.of(fno).latency();
    Uni<Response> answer = Uni.createFrom().item(() -> fault(fno));
    return wait.isZero() ? answer : Uni.createFrom().voidItem().onItem().delayIt().by(wait).chain(() -> answer);
  }

  /** Null when the page may go on. */
  private Response fault(Fno fno) {
    Faults faults = portals.of(fno).faults();
    if (faults.maintenance()) {
      return page(Response.Status.SERVICE_UNAVAILABLE, "maintenance.html", fno);
    }
    if (faults.http500().happens()) {
      return page(Response.Status.INTERNAL_SERVER_ERROR, "error.html", fno);
    }
    return null;
  }

  private Response page(Response.Status status, String template, Fno fno) {
    return Response.status(status).type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .entity(pages.render(template, Map.of("fno", fno.id(), "title", fno.title()))).build();
  }
}
