package io.fnorpa.sandbox.portal;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.SandboxSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The portals of this process. */
@ApplicationScoped
public class Portals {
  private final Map<Fno, Portal> portals = new EnumMap<>(Fno.class);

  Portals(SandboxSettings settings, Clock clock) {
    for (Fno fno : Fno.values()) {
      portals.put(fno, new Portal(fno, SandboxSettings.of(settings, fno), latency(settings, fno), clock));
    }
  }

  private static Duration latency(SandboxSettings settings, Fno fno) {
    return fno == Fno.EVOTEL ? settings.evotel().latency() : Duration.ZERO;
  }

  public Portal of(Fno fno) {
    return portals.get(fno);
  }
}
