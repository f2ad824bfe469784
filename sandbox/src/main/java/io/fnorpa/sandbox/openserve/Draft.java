package io.fnorpa.sandbox.openserve;

import io.fnorpa.sandbox.portal.CancellationRequest;
import io.fnorpa.sandbox.portal.PortalSession;
import java.util.Optional;

/**
 * The order that a session is filling in, from step 1 to step 3.
 *
 * @param service id of a service that exists
 * @param cancellation null for a validation, and before step 2
 */
record Draft(OrderKind kind, String service, boolean detailsDone, CancellationRequest cancellation) {
  private static final String NOTE = "draft";

  static Draft started(OrderKind kind, String service) {
    return new Draft(kind, service, false, null);
  }

  Draft withDetails(CancellationRequest request) {
    return new Draft(kind, service, true, request);
  }

  static Optional<Draft> of(PortalSession session) {
    return Optional.ofNullable((Draft) session.notes().get(NOTE));
  }

  void keepIn(PortalSession session) {
    session.notes().put(NOTE, this);
  }

  static void forget(PortalSession session) {
    session.notes().remove(NOTE);
  }
}
