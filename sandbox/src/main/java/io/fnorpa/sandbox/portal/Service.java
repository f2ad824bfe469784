package io.fnorpa.sandbox.portal;

import java.time.LocalDate;
import java.util.Locale;

/**
 * A fibre line that the operator delivers to a customer of the provider.
 *
 * @param id the operator's id, upper case
 * @param speed down and up, as it is sold: {@code 100/50 Mbps}
 * @param ont serial number of the optical terminal at the customer's
 * @param activated first day of service
 * @param cancellation null while the service is active
 */
public record Service(
    String id, String customer, String address, String suburb, String product, String speed, String ont,
    ServiceStatus status, LocalDate activated, Cancellation cancellation) {

  public boolean cancelled() {
    return status == ServiceStatus.CANCELLED;
  }

  /** The same service after its cancellation. */
  public Service cancelledBy(Cancellation cancellation) {
    return new Service(id, customer, address, suburb, product, speed, ont,
        ServiceStatus.CANCELLED, activated, cancellation);
  }

  /** True if id, customer, address or suburb holds the text, letters' case aside. */
  public boolean mentions(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return String.join("\n", id, customer, address, suburb).toLowerCase(Locale.ROOT).contains(wanted);
  }
}
