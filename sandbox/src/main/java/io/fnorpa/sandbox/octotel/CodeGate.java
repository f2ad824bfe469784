package io.fnorpa.sandbox.octotel;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.SandboxSettings;
import io.fnorpa.sandbox.portal.Ledger;
import io.fnorpa.sandbox.portal.Portal;
import io.fnorpa.sandbox.portal.Portals;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Decides on each code that is typed at Octotel.
 *
 * <p>A code is good if its step is the present one, the one before or the one after, and newer than the last
 * step that was accepted: a step is accepted once, an older one never (RFC 6238 section 5.2). After five refusals
 * without an acceptance in between the account is locked for a while; codes typed meanwhile are refused unread.
 */
@ApplicationScoped
public class CodeGate {
  /** Refusals in a row that lock the account. */
  public static final int REFUSALS_THAT_LOCK = 5;

  private static final int WINDOW = 1;
  private static final int DIGITS = 6;

  private final TimeBasedCodes codes;
  private final Duration lockDuration;
  private final Portal portal;
  private final Clock clock;
  private long lastAccepted = Long.MIN_VALUE;
  private int refusals;
  private Instant lockedUntil = Instant.MIN;

  /** What the portal answers. */
  public record Verdict(boolean accepted, String message) {}

  CodeGate(SandboxSettings settings, Portals portals, Clock clock) {
    SandboxSettings.OctotelSettings octotel = settings.octotel();
    this.codes = new TimeBasedCodes(Base32.decode(octotel.totpSecret().reveal()), octotel.totpPeriod(), DIGITS);
    this.lockDuration = octotel.lockDuration();
    this.portal = portals.of(Fno.OCTOTEL);
    this.clock = clock;
  }

  /** The time until which the account is locked, if it is. */
  public synchronized Optional<Instant> lockedUntil() {
    return clock.instant().isBefore(lockedUntil) ? Optional.of(lockedUntil) : Optional.empty();
  }

  /** Judges one code; the ledger notes its step, never its digits. */
  public synchronized Verdict offer(String user, String code) {
    Instant now = clock.instant();
    if (now.isBefore(lockedUntil)) {
      return refuse(user, now, null, "account locked", "The account is locked.");
    }
    Long step = stepOf(code, now);
    if (step == null) {
      return countedRefusal(user, now, null, "wrong code", "The verification code is not correct.");
    }
    if (step <= lastAccepted) {
      String reason = step == lastAccepted ? "step used before" : "older than the last accepted step";
      return countedRefusal(user, now, step, reason, "The verification code was used before. Wait for the next one.");
    }
    if (portal.faults().refuseTotp().happens()) {
      return countedRefusal(user, now, step, "fault refuse_totp", "The verification code is not correct.");
    }
    return accept(user, now, step);
  }

  /** As after a start: no step was accepted, nothing is locked. */
  public synchronized void reset() {
    lastAccepted = Long.MIN_VALUE;
    refusals = 0;
    lockedUntil = Instant.MIN;
  }

  /** The newest step in the window with these digits, so that equal digits of an older step do no harm. */
  private Long stepOf(String code, Instant now) {
    long current = codes.stepAt(now);
    String typed = code == null ? "" : code.strip();
    return LongStream.of(current + WINDOW, current, current - WINDOW)
        .filter(step -> codes.code(step).equals(typed))
        .boxed().findFirst().orElse(null);
  }

  private Verdict accept(String user, Instant now, long step) {
    lastAccepted = step;
    refusals = 0;
    note(user, now, step, true, "ok");
    return new Verdict(true, "");
  }

  private Verdict countedRefusal(String user, Instant now, Long step, String reason, String message) {
    refusals++;
    if (refusals >= REFUSALS_THAT_LOCK) {
      refusals = 0;
      lockedUntil = now.plus(lockDuration);
    }
    return refuse(user, now, step, reason, message);
  }

  private Verdict refuse(String user, Instant now, Long step, String reason, String message) {
    note(user, now, step, false, reason);
    return new Verdict(false, message);
  }

  private void note(String user, Instant now, Long step, boolean accepted, String reason) {
    portal.ledger().add(new Ledger.Code(now, user, step, codes.stepAt(now), accepted, reason));
  }
}
