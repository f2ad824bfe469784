package io.fnorpa.sandbox.portal;

import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The cookie that carries a portal's session, and the redirects that set it. */
public record SessionCookie(String name, String path) {
  /** See-other to a path of the portal, with this session from now on. */
  public Response redirect(String to, PortalSession session) {
    return Response.seeOther(URI.create(to)).cookie(cookie(session.id(), NewCookie.DEFAULT_MAX_AGE)).build();
  }

  /** See-other, and the browser forgets the session. */
  public Response redirectAndForget(String to) {
    return Response.seeOther(URI.create(to)).cookie(cookie("", 0)).build();
  }

  public NewCookie of(PortalSession session) {
    return cookie(session.id(), NewCookie.DEFAULT_MAX_AGE);
  }

  private NewCookie cookie(String value, int maxAge) {
    return new NewCookie.Builder(name).value(value).path(path).maxAge(maxAge).httpOnly(true)
        .sameSite(NewCookie.SameSite.LAX).build();
  }
}
