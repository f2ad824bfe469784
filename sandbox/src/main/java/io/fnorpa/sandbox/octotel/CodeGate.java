package io.fnorpa.sandbox.octotel;

import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.SandboxSettings;
import io.fnorpa.sandbox.Secret;
import io.fnorpa.sandbox.portal.Ledger;
import io.fnorpa.sandbox.portal.Portal;
import io.fnorpa.sandbox.portal.Portals;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Decides on each code that is typed at Octotel.
 *
 * <p>A code is good if its step is the present one, the one before or the one after, and newer than the last
 * step that was accepted: a step is accepted once, an older one never (RFC 6238 section 5.2). After five refusals
 * without an acceptance in between the account is locked for a while; codes typed meanwhile are refused unread.
 * Each account has codes, refusals and a lock of its own.
 */
@ApplicationScoped
public class CodeGate {
  /** Refusals in a row that lock the account. */
  public static final int REFUSALS_THAT_LOCK = 5;

  private static final int WINDOW = 1;
  private static final int DIGITS = 6;

  private final Map<String, Account> accounts = new HashMap<>();
  private final Duration lockDuration;
  private final Portal portal;
  private final Clock clock;

  /** What the gate knows of one account. */
  private static final class Account {
    final TimeBasedCodes codes;
    long lastAccepted;
    int refusals;
    Instant lockedUntil;

    Account(TimeBasedCodes codes) {
      this.codes = codes;
      reset();
    }

    void reset() {
      lastAccepted = Long.MIN_VALUE;
      refusals = 0;
      lockedUntil = Instant.MIN;
    }
  }

  /** What the portal answers. */
  public record Verdict(boolean accepted, String message) {}

  CodeGate(SandboxSettings settings, Portals portals, Clock clock) {
    SandboxSettings.OctotelSettings octotel = settings.octotel();
    add(octotel.username(), octotel.totpSecret(), octotel.totpPeriod());
    octotel.further().values().forEach(account -> add(account.username(), account.totpSecret(), octotel.totpPeriod()));
    this.lockDuration = octotel.lockDuration();
    this.portal = portals.of(Fno.OCTOTEL);
    this.clock = clock;
  }

  private void add(String user, Secret key, Duration period) {
    accounts.put(name(user), new Account(new TimeBasedCodes(Base32.decode(key.reveal()), period, DIGITS)));
  }

  private static String name(String user) {
    return user.strip().toLowerCase(Locale.ROOT);
  }

  /** The time until which the user's account is locked, if it is. */
  public synchronized Optional<Instant> lockedUntil(String user) {
    return Optional.of(account(user).lockedUntil).filter(clock.instant()::isBefore);
  }

  /** Of a user whose password was accepted. */
  private Account account(String user) {
    return accounts.get(name(user));
  }

  /** Judges one code; the ledger notes its step, never its digits. */
  public synchronized Verdict offer(String user, String code) {
    Account account = account(user);
    Instant now = clock.instant();
    if (now.isBefore(account.lockedUntil)) {
      return refuse(user, now, null, "account locked", "The account is locked.");
    }
    Long step = stepOf(account.codes, code, now);
    if (step == null) {
      return countedRefusal(user, now, null, "wrong code", "The verification code is not correct.");
    }
    if (step <= account.lastAccepted) {
      String reason = step == account.lastAccepted ? "step used before" : "older than the last accepted step";
      return countedRefusal(user, now, step, reason, "The verification code was used before. Wait for the next one.");
    }
    if (portal.faults().refuseTotp().happens()) {
      return countedRefusal(user, now, step, "fault refuse_totp", "The verification code is not correct.");
    }
    return accept(user, now, step);
  }

  /** As after a start: no step was accepted, nothing is locked. */
  public synchronized void reset() {
    accounts.values().forEach(Account::reset);
  }

  /** The newest step in the window with these digits, so that equal digits of an older step do no harm. */
  private static Long stepOf(TimeBasedCodes codes, String code, Instant now) {
    long current = codes.stepAt(now);
    String typed = code == null ? "" : code.strip();
    return LongStream.of(current + WINDOW, current, current - WINDOW)
        .filter(step -> codes.code(step).equals(typed))
        .boxed().findFirst().orElse(null);
  }

  private Verdict accept(String user, Instant now, long step) {
    account(user).lastAccepted = step;
    account(user).refusals = 0;
    note(user, now, step, true, "ok");
    return new Verdict(true, "");
  }

  private Verdict countedRefusal(String user, Instant now, Long step, String reason, String message) {
    Account account = account(user);
    account.refusals++;
    if (account.refusals >= REFUSALS_THAT_LOCK) {
      account.refusals = 0;
      account.lockedUntil = now.plus(lockDuration);
    }
    return refuse(user, now, step, reason, message);
  }

  private Verdict refuse(String user, Instant now, Long step, String reason, String message) {
    note(user, now, step, false, reason);
    return new Verdict(false, message);
  }

  private void note(String user, Instant now, Long step, boolean accepted, String reason) {
    portal.ledger().add(new Ledger.Code(now, user, step, account(user).codes.stepAt(now), accepted, reason));
  }
}
