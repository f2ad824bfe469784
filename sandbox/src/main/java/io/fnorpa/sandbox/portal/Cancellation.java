package io.fnorpa.sandbox.portal;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What the operator noted when a service was cancelled.
 *
 * @param service id of the service
 * @param reference the operator's number for the cancellation
 * @param reason one of the portal's reasons, as shown
 * @param lastDay last day of service
 * @param time when it was confirmed
 * @param user account that did it
 */
public record Cancellation(
    String service, String reference, String reason, LocalDate lastDay, Instant time, String user) {}
