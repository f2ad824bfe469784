package io.fnorpa.sandbox.portal;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/** Renders the templates of the portals. */
@ApplicationScoped
public class Pages {
  @Inject Engine engine;

  /**
   * @param name file under {@code templates/}, such as {@code metrofiber/login.html}
   * @param data what the template may name; no null values
   */
  public String render(String name, Map<String, ?> data) {
    Template template = engine.getTemplate(name);
    if (template == null) {
      throw new IllegalStateException("There is no template " + name + " under templates/.");
    }
    TemplateInstance page = template.instance();
    data.forEach(page::data);
    return page.render();
  }
}
