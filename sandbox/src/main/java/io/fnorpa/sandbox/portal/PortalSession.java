package io.fnorpa.sandbox.portal;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One visitor's session: who it is, how far the login got, and what the portal keeps for it. */
public final class PortalSession {
  /** How far the login got. */
  public enum Stage { ANONYMOUS, PASSWORD_ACCEPTED, SIGNED_IN }

  private final String id;
  private final String user;
  private final Stage stage;
  private final String csrf;
  private final Map<String, Object> notes = new ConcurrentHashMap<>();
  private volatile Instant lastUsed;

  PortalSession(String id, String csrf, String user, Stage stage, Instant now) {
    this.id = id;
    this.csrf = csrf;
    this.user = user;
    this.stage = stage;
    this.lastUsed = now;
  }

  /** Value of the session cookie. */
  public String id() {
    return id;
  }

  public String user() {
    return user;
  }

  public Stage stage() {
    return stage;
  }

  /** Token that each form of this session must send back. */
  public String csrf() {
    return csrf;
  }

  /** What a portal keeps between two pages, such as a half-filled order. */
  public Map<String, Object> notes() {
    return notes;
  }

  Instant lastUsed() {
    return lastUsed;
  }

  void usedAt(Instant now) {
    lastUsed = now;
  }
}
