package io.fnorpa.sandbox.portal;

import io.fnorpa.sandbox.Fno;

/** The page wants a signed-in session and there is none. */
public final class SignInNeeded extends RuntimeException {
  private final Fno fno;
  private final boolean expired;

  public SignInNeeded(Fno fno, boolean expired) {
    super(fno.id() + ": " + (expired ? "the session has expired" : "no session"));
    this.fno = fno;
    this.expired = expired;
  }

  public Fno fno() {
    return fno;
  }

  /** True if there was a session before. */
  public boolean expired() {
    return expired;
  }
}
