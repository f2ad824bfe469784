package io.fnorpa.sandbox.portal;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a visitor without a session sees: the login page; JSON callers get 401. */
public class SignInRedirect {
  @ServerExceptionMapper
  public Response signInNeeded(SignInNeeded needed, UriInfo uri) {
    String login = "/" + needed.fno().id() + "/login" + (needed.expired() ? "?expired=true" : "");
    if (uri.getPath().contains("/api/")) {
      return Response.status(Response.Status.UNAUTHORIZED).type(MediaType.APPLICATION_JSON)
          .entity(Map.of("login", login)).build();
    }
    return Response.seeOther(URI.create(login)).build();
  }
}
