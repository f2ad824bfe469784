package io.fnorpa.sandbox.portal;

import com.fasterxml.jackson.databind.JsonNode;
import io.fnorpa.sandbox.Fno;
import io.fnorpa.sandbox.SandboxSettings;
import io.fnorpa.sandbox.SandboxSettings.FurtherAccount;
import io.fnorpa.sandbox.SandboxSettings.PortalSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The state of one practice portal, all in memory: services, sessions, ledger, faults. Safe for many threads. */
public final class Portal {
  private static final String SEEN_FIRST_PAGE = "seen-first-page";

  private final Fno fno;
  private final PortalSettings settings;
  private final Duration ownLatency;
  private final Clock clock;
  private final ServiceCatalogue services;
  private final Sessions sessions;
  private final Ledger ledger = new Ledger();
  private final AtomicReference<Faults> faults = new AtomicReference<>(Faults.none());
  private final AtomicInteger references = new AtomicInteger();

  Portal(Fno fno, PortalSettings settings, Duration ownLatency, Clock clock) {
    this.fno = fno;
    this.settings = settings;
    this.ownLatency = ownLatency;
    this.clock = clock;
    this.services = new ServiceCatalogue(PracticeServices.of(fno));
    this.sessions = new Sessions(settings.sessionIdle(), clock);
  }

  public Fno fno() {
    return fno;
  }

  public ServiceCatalogue services() {
    return services;
  }

  public Sessions sessions() {
    return sessions;
  }

  public Ledger ledger() {
    return ledger;
  }

  public Faults faults() {
    return faults.get();
  }

  /** How long an answer is held back at present. */
  public Duration latency() {
    return ownLatency.plusMillis(faults().latencyMs());
  }

  public Faults addFaults(JsonNode changes) {
    return faults.updateAndGet(present -> present.with(changes));
  }

  public void clearFaults() {
    faults.set(Faults.none());
  }

  /** As after a start. */
  public void reset() {
    clearFaults();
    sessions.clear();
    ledger.clear();
    references.set(0);
    services.refill(PracticeServices.of(fno));
  }

  /** True if user and password are those of a practice account; noted in the ledger. */
  public boolean passwordAccepted(String user, String password) {
    boolean right = settings.password().matches(password) & settings.username().equalsIgnoreCase(trimmed(user));
    for (FurtherAccount account : SandboxSettings.further(settings)) {
      right |= account.password().matches(password) & account.username().equalsIgnoreCase(trimmed(user));
    }
    ledger.add(new Ledger.Login(clock.instant(), trimmed(user), right, right ? "ok" : "wrong user or password"));
    return right;
  }

  /** Notes a login that was turned away for another reason than the password. */
  public void loginTurnedAway(String user, String reason) {
    ledger.add(new Ledger.Login(clock.instant(), trimmed(user), false, reason));
  }

  /** The signed-in session behind the cookie, for the first page behind the login. */
  public PortalSession arriving(String cookie) {
    PortalSession session = living(cookie);
    session.notes().put(SEEN_FIRST_PAGE, true);
    return session;
  }

  /** The signed-in session behind the cookie, for every page after the first. */
  public PortalSession working(String cookie) {
    PortalSession session = living(cookie);
    if (faults().expireSession().happens()) {
      sessions.end(cookie);
      throw new SignInNeeded(fno, true);
    }
    return session;
  }

  /** For a page that may be the first one or a later one of the same session. */
  public PortalSession arrivingOrWorking(String cookie) {
    boolean first = !living(cookie).notes().containsKey(SEEN_FIRST_PAGE);
    return first ? arriving(cookie) : working(cookie);
  }

  private PortalSession living(String cookie) {
    return sessions.find(cookie)
        .filter(session -> session.stage() == PortalSession.Stage.SIGNED_IN)
        .orElseThrow(() -> new SignInNeeded(fno, cookie != null));
  }

  /** Looks a service up for a person and notes the look. */
  public Optional<Service> view(String id, PortalSession session) {
    Optional<Service> service = services.find(id);
    String status = service.map(found -> found.status().name().toLowerCase(Locale.ROOT)).orElse("unknown");
    ledger.add(new Ledger.View(clock.instant(), session.user(), trimmed(id), status));
    return service;
  }

  /**
   * Cancels a service for a person, once and for all, and notes it.
   *
   * @param referenceFormat for {@link String#format}, with one number: {@code MFC-%06d}
   */
  public Cancellation cancel(String id, CancellationRequest request, String referenceFormat, PortalSession session) {
    try {
      Cancellation done = services.cancel(id, service -> new Cancellation(service.id(),
          String.format(referenceFormat, references.incrementAndGet()),
          request.reason(), request.lastDay(), clock.instant(), session.user()));
      ledger.add(done);
      return done;
    } catch (ServiceCatalogue.AlreadyCancelled | ServiceCatalogue.UnknownService e) {
      ledger.add(new Ledger.RefusedCancellation(clock.instant(), session.user(), trimmed(id), e.getMessage()));
      throw e;
    }
  }

  private static String trimmed(String text) {
    return text == null ? "" : text.strip();
  }
}
