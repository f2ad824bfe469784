package io.fnorpa.sandbox;

import io.fnorpa.sandbox.portal.Pages;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** The list of the four portals and what each of them practises. */
@Path("/")
public class IndexPage {
  @Inject Pages pages;

  @GET
  @Produces(MediaType.TEXT_HTML)
  public String index() {
    return pages.render("index.html", Map.of());
  }
}
