package io.fnorpa.sandbox.openserve;

import io.fnorpa.sandbox.portal.Service;
import java.time.Instant;

/**
 * A submitted order.
 *
 * @param number {@code OSV-000001} for a validation; for a cancellation its reference, {@code OSC-000001}
 * @param service as it was after the order
 */
public record Order(String number, OrderKind kind, Service service, Instant time) {
  public boolean validation() {
    return kind == OrderKind.VALIDATION;
  }
}
