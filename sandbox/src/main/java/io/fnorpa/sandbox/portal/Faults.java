package io.fnorpa.sandbox.portal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a portal at present. Immutable but for the countdowns.
 *
 * @param latencyMs added to every answer, in milliseconds
 * @param http500 requests that are answered with a server error
 * @param maintenance every page is the maintenance page (503)
 * @param expireSession sessions that die at the page after the first one behind the login
 * @param renameElement search field and main action have other ids and labels
 * @param refuseTotp right codes that are refused (Octotel)
 * @param refuseOrder right details of an order that are refused (Openserve)
 */
public record Faults(long latencyMs, @JsonProperty("http_500") Countdown http500, boolean maintenance, Countdown expireSession,
    boolean renameElement, Countdown refuseTotp, Countdown refuseOrder) {

  /** Longest latency that may be asked for. */
  public static final Duration LONGEST_LATENCY = Duration.ofMinutes(5);

  private static final String NAMES =
      "latency_ms, http_500, maintenance, expire_session, rename_element, refuse_totp, refuse_order";

  public static Faults none() {
    return new Faults(0, Countdown.never(), false, Countdown.never(), false, Countdown.never(), Countdown.never());
  }

  /** Why these faults are not accepted. */
  public static final class Wrong extends IllegalArgumentException {
    Wrong(String message) {
      super(message);
    }
  }

  /**
   * These faults with the named ones changed.
   *
   * @param changes JSON object; {@code http_500}, {@code expire_session}, {@code refuse_totp}, {@code refuse_order}:
   *     true, false or a count
   * @throws Wrong if a name is unknown or a value is not of its kind
   */
  public Faults with(JsonNode changes) {
    if (changes == null || !changes.isObject()) {
      throw new Wrong("The body must be a JSON object with any of " + NAMES + ".");
    }
    Faults next = this;
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
    changes.fields().forEachRemaining(fields::add);
    for (Map.Entry<String, JsonNode> field : fields) {
      next = next.with(field.getKey(), field.getValue());
    }
    return next;
  }

  private Faults with(String name, JsonNode value) {
    return switch (name) {
      case "latency_ms" ->
          new Faults(latency(value), http500, maintenance, expireSession, renameElement, refuseTotp, refuseOrder);
      case "http_500" ->
          new Faults(latencyMs, countdown(name, value), maintenance, expireSession, renameElement, refuseTotp, refuseOrder);
      case "maintenance" ->
          new Faults(latencyMs, http500, flag(name, value), expireSession, renameElement, refuseTotp, refuseOrder);
      case "expire_session" ->
          new Faults(latencyMs, http500, maintenance, countdown(name, value), renameElement, refuseTotp, refuseOrder);
      case "rename_element" ->
          new Faults(latencyMs, http500, maintenance, expireSession, flag(name, value), refuseTotp, refuseOrder);
      case "refuse_totp" ->
          new Faults(latencyMs, http500, maintenance, expireSession, renameElement, countdown(name, value), refuseOrder);
      case "refuse_order" ->
          new Faults(latencyMs, http500, maintenance, expireSession, renameElement, refuseTotp, countdown(name, value));
      default -> throw new Wrong("There is no fault " + name + ". Known: " + NAMES + ".");
    };
  }

  private static long latency(JsonNode value) {
    if (!value.isIntegralNumber() || value.asLong() < 0 || value.asLong() > LONGEST_LATENCY.toMillis()) {
      throw new Wrong("latency_ms is " + value + "; right would be 0 to " + LONGEST_LATENCY.toMillis() + ".");
    }
    return value.asLong();
  }

  private static boolean flag(String name, JsonNode value) {
    if (!value.isBoolean()) {
      throw new Wrong(name + " is " + value + "; right would be true or false.");
    }
    return value.asBoolean();
  }

  private static Countdown countdown(String name, JsonNode value) {
    if (value.isBoolean()) {
      return value.asBoolean() ? Countdown.always() : Countdown.never();
    }
    if (!value.isInt() || value.asInt() < 0) {
      throw new Wrong(name + " is " + value + "; right would be true, false or a count such as 3.");
    }
    return Countdown.times(value.asInt());
  }
}
