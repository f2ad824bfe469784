package io.fnorpa.sandbox.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.octotel.CodeGate;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What tests and trainers do behind the portals' backs: reset, ledger, faults, more services. */
@Path("/sandbox")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public class AdminApi {
  @Inject Portals portals;
  @Inject CodeGate codeGate;
  @Inject Clock clock;
  @Inject ObjectMapper json;

  @POST
  @Path("reset")
  public Map<String, String> resetAll() {
    Arrays.stream(Fno.values()).forEach(this::reset);
    return Map.of("reset", "all");
  }

  @POST
  @Path("{fno}/reset")
  public Map<String, String> reset(@PathParam("fno") String fno) {
    reset(known(fno));
    return Map.of("reset", fno);
  }

  @GET
  @Path("{fno}/ledger")
  public Ledger.Entries ledger(@PathParam("fno") String fno) {
    return portal(fno).ledger().entries();
  }

  @GET
  @Path("faults")
  public Map<String, Faults> faults() {
    return Arrays.stream(Fno.values()).collect(Collectors.toMap(Fno::id, fno -> portals.of(fno).faults()));
  }

  @GET
  @Path("{fno}/faults")
  public Faults faults(@PathParam("fno") String fno) {
    return portal(fno).faults();
  }

  @POST
  @Path("{fno}/faults")
  public Faults addFaults(@PathParam("fno") String fno, String changes) {
    return portal(fno).addFaults(read(changes, JsonNode.class));
  }

  @DELETE
  @Path("{fno}/faults")
  public Faults clearFaults(@PathParam("fno") String fno) {
    portal(fno).clearFaults();
    return portal(fno).faults();
  }

  @GET
  @Path("{fno}/services")
  public List<Service> services(@PathParam("fno") String fno, @QueryParam("q") @DefaultValue("") String text) {
    return portal(fno).services().list(service -> service.mentions(text));
  }

  @GET
  @Path("{fno}/services/{id}")
  public Service service(@PathParam("fno") String fno, @PathParam("id") String id) {
    return portal(fno).services().find(id)
        .orElseThrow(() -> new NotFoundException("No service " + id + " at " + fno + "."));
  }

  @POST
  @Path("{fno}/services")
  public Response addService(@PathParam("fno") String fno, String asked) {
    NewService wanted = asked == null || asked.isBlank() ? NewService.madeUp() : read(asked, NewService.class);
    Service service = wanted.toService(known(fno), LocalDate.now(clock), clock.instant());
    if (!portal(fno).services().add(service)) {
      return Response.status(Response.Status.CONFLICT)
          .entity(error("Service " + service.id() + " exists already at " + fno + ".")).build();
    }
    return Response.status(Response.Status.CREATED).entity(service).build();
  }

  @ServerExceptionMapper
  public Response wrongRequest(IllegalArgumentException wrong) {
    return Response.status(Response.Status.BAD_REQUEST).entity(error(wrong.getMessage())).build();
  }

  @ServerExceptionMapper
  public Response notFound(NotFoundException missing) {
    return Response.status(Response.Status.NOT_FOUND).entity(error(missing.getMessage())).build();
  }

  /** The body is read here, whatever its content type says, so that what is wrong with it can be said. */
  private <T> T read(String body, Class<T> type) {
    try {
      return json.readerFor(type).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).readValue(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The body is not the JSON that is wanted: " + e.getOriginalMessage(), e);
    }
  }

  private void reset(Fno fno) {
    portals.of(fno).reset();
    if (fno == Fno.OCTOTEL) {
      codeGate.reset();
    }
  }

  private Portal portal(String fno) {
    return portals.of(known(fno));
  }

  private static Fno known(String id) {
    return Fno.withId(id).orElseThrow(() -> new NotFoundException("There is no portal " + id + ". Known: "
        + Arrays.stream(Fno.values()).map(Fno::id).collect(Collectors.joining(", ")) + "."));
  }

  private static Map<String, String> error(String message) {
    return Map.of("error", message);
  }
}
