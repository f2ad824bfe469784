package io.fnorpa.sandbox.openserve;

/** What the order wizard can order. */
public enum OrderKind {
  VALIDATION("Service validation"),
  CANCELLATION("Service cancellation");

  private final String label;

  OrderKind(String label) {
    this.label = label;
  }

  /** As the wizard shows it. */
  public String label() {
    return label;
  }

  /** The kind that a form sends, or null. */
  static OrderKind sent(String value) {
    for (OrderKind kind : values()) {
      if (kind.name().equals(value)) {
        return kind;
      }
    }
    return null;
  }
}
