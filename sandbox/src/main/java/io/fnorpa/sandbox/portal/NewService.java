package io.fnorpa.sandbox.portal;

import io.fnorpa.sandbox.Fno;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that a test adds. What is left out is made up.
 *
 * @param id letters, digits, {@code -} and {@code _}; null for a fresh one
 * @param status {@code active} (also when null) or {@code cancelled}
 */
public record NewService(String id, String customer, String address, String suburb, String product, String speed,
    String status) {

  private static final AtomicInteger NEXT = new AtomicInteger(500101);

  static NewService madeUp() {
    return new NewService(null, null, null, null, null, null, null);
  }

  Service toService(Fno fno, LocalDate today, Instant now) {
    Service like = PracticeServices.active(fno, NEXT.getAndIncrement());
    Service service = new Service(
        id == null ? like.id() : usable(id),
        or(customer, like.customer()), or(address, like.address()), or(suburb, like.suburb()),
        or(product, like.product()), or(speed, like.speed()), like.ont(), ServiceStatus.ACTIVE, like.activated(), null);
    return cancelled() ? service.cancelledBy(before(service, today, now)) : service;
  }

  private static String usable(String id) {
    String normal = ServiceCatalogue.normal(id);
    if (!normal.matches("[A-Z0-9_-]{3,40}")) {
      throw new IllegalArgumentException("id is '" + id + "'; right would be 3 to 40 letters, digits, - or _.");
    }
    return normal;
  }

  private boolean cancelled() {
    return switch (or(status, "active")) {
      case "active" -> false;
      case "cancelled" -> true;
      default -> throw new IllegalArgumentException("status is '" + status + "'; right would be active or cancelled.");
    };
  }

  private static Cancellation before(Service service, LocalDate today, Instant now) {
    return new Cancellation(service.id(), "PRE-" + service.id(), "Customer moved", today.minusDays(30), now, "helpdesk");
  }

  private static String or(String given, String madeUp) {
    return given == null ? madeUp : given;
  }
}
