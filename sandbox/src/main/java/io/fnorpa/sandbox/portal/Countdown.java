package io.fnorpa.sandbox.portal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.concurrent.atomic.AtomicInteger;

/** A fault that happens never, always, or the next n times. In JSON: {@code false}, {@code true} or n. */
public final class Countdown {
  private static final int ALWAYS = -1;

  private final AtomicInteger left;

  private Countdown(int left) {
    this.left = new AtomicInteger(left);
  }

  public static Countdown never() {
    return new Countdown(0);
  }

  public static Countdown always() {
    return new Countdown(ALWAYS);
  }

  /** @param n zero or more */
  public static Countdown times(int n) {
    return new Countdown(n);
  }

  /** True if the fault happens now; counts one off. */
  public boolean happens() {
    return left.getAndUpdate(n -> n > 0 ? n - 1 : n) != 0;
  }

  @JsonValue
  Object shown() {
    int n = left.get();
    return n > 0 ? (Object) n : (Object) (n == ALWAYS);
  }
}
