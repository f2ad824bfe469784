package io.fnorpa.sandbox.portal;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was done to one portal, in order. It holds no secret: neither passwords nor the digits of a code. */
public final class Ledger {
  private final List<Login> logins = new CopyOnWriteArrayList<>();
  private final List<Code> codes = new CopyOnWriteArrayList<>();
  private final List<Cancellation> cancellations = new CopyOnWriteArrayList<>();
  private final List<RefusedCancellation> refusedCancellations = new CopyOnWriteArrayList<>();
  private final List<View> views = new CopyOnWriteArrayList<>();

  /** A try to log in with a password; for Octotel accepted means that the code is asked next. */
  public record Login(Instant time, String user, boolean accepted, String reason) {}

  /**
   * A code that was typed.
   *
   * @param step RFC 6238 time step that the digits belong to, null if they belong to none in the window
   * @param currentStep the portal's own step at that time
   */
  public record Code(Instant time, String user, Long step, long currentStep, boolean accepted, String reason) {}

  /** A cancellation that was asked for and not done. */
  public record RefusedCancellation(Instant time, String user, String service, String reason) {}

  /**
   * A look at one service.
   *
   * @param service as it was asked for
   * @param status {@code active}, {@code cancelled} or {@code unknown}
   */
  public record View(Instant time, String user, String service, String status) {}

  /** The whole ledger at one moment. */
  public record Entries(List<Login> logins, List<Code> codes, List<Cancellation> cancellations,
      List<RefusedCancellation> refusedCancellations, List<View> views) {}

  public void add(Login login) {
    logins.add(login);
  }

  public void add(Code code) {
    codes.add(code);
  }

  public void add(Cancellation cancellation) {
    cancellations.add(cancellation);
  }

  public void add(RefusedCancellation refused) {
    refusedCancellations.add(refused);
  }

  public void add(View view) {
    views.add(view);
  }

  public Entries entries() {
    return new Entries(List.copyOf(logins), List.copyOf(codes), List.copyOf(cancellations),
        List.copyOf(refusedCancellations), List.copyOf(views));
  }

  void clear() {
    logins.clear();
    codes.clear();
    cancellations.clear();
    refusedCancellations.clear();
    views.clear();
  }
}
