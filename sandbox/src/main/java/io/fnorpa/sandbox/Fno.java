package io.fnorpa.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The fibre network operators that have a practice portal here. The id is the one that job rows use. */
public enum Fno {
  METROFIBER("MetroFibre"),
  OCTOTEL("Octotel"),
  OPENSERVE("Openserve"),
  EVOTEL("Evotel");

  private final String title;

  Fno(String title) {
    this.title = title;
  }

  /** Lower-case id, also the first segment of the portal's paths: {@code metrofiber}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String title() {
    return title;
  }

  /** The portal with that id, or empty; ids are matched exactly. */
  public static Optional<Fno> withId(String id) {
    return Arrays.stream(values()).filter(fno -> fno.id().equals(id)).findFirst();
  }

  /** The portal that a request path belongs to: {@code /metrofiber/login} belongs to {@link #METROFIBER}. */
  public static Optional<Fno> ofPath(String path) {
    String[] segments = path.split("/", 3);
    return segments.length < 2 ? Optional.empty() : withId(segments[1]);
  }
}
