package io.fnorpa.sandbox.portal;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * What a person fills in to cancel: a reason of the portal's list and the last day.
 *
 * <p>A day counts as past when it is past everywhere on earth, so that a browser in another time zone may say "today".
 */
public record CancellationRequest(String reason, LocalDate lastDay) {
  /** The request, or a {@link Refused} that says what the person must correct. */
  public static CancellationRequest of(String reason, String lastDay, List<String> reasons, Clock clock) {
    if (reason == null || !reasons.contains(reason)) {
      throw new Refused("Please select a reason from the list.");
    }
    LocalDate day = day(lastDay);
    if (day.isBefore(earliest(clock))) {
      throw new Refused("The date " + day + " is in the past. Please choose today or a later date.");
    }
    return new CancellationRequest(reason, day);
  }

  /** First day that may be chosen. */
  public static LocalDate earliest(Clock clock) {
    return LocalDate.now(clock.withZone(ZoneOffset.ofHours(-12)));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text == null ? "" : text.strip());
    } catch (DateTimeParseException e) {
      throw new Refused("Please give the date as YYYY-MM-DD.");
    }
  }

  /** Shown to the person; nothing was cancelled. */
  public static final class Refused extends RuntimeException {
    public Refused(String message) {
      super(message);
    }
  }
}
