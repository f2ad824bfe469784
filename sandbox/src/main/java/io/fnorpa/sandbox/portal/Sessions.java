package io.fnorpa.sandbox.portal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of one portal. A session that is not used for the idle time is gone. */
public final class Sessions {
  private final Map<String, PortalSession> sessions = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Duration idle;
  private final Clock clock;

  Sessions(Duration idle, Clock clock) {
    this.idle = idle;
    this.clock = clock;
  }

  /** A new session under a new id. */
  public PortalSession open(String user, PortalSession.Stage stage) {
    sessions.values().removeIf(this::expired);
    PortalSession session = new PortalSession(token(), token(), user, stage, clock.instant());
    sessions.put(session.id(), session);
    return session;
  }

  /** The living session of that cookie; using it keeps it alive. */
  public Optional<PortalSession> find(String cookie) {
    PortalSession session = cookie == null ? null : sessions.get(cookie);
    if (session == null || expired(session)) {
      end(cookie);
      return Optional.empty();
    }
    session.usedAt(clock.instant());
    return Optional.of(session);
  }

  public void end(String cookie) {
    if (cookie != null) {
      sessions.remove(cookie);
    }
  }

  void clear() {
    sessions.clear();
  }

  private boolean expired(PortalSession session) {
    Instant end = session.lastUsed().plus(idle);
    return !clock.instant().isBefore(end);
  }

  private String token() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
