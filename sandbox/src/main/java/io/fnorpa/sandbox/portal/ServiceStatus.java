package io.fnorpa.sandbox.portal;

/** What a network operator says about a service. */
public enum ServiceStatus {
  ACTIVE("Active"),
  CANCELLED("Cancelled");

  private final String label;

  ServiceStatus(String label) {
    this.label = label;
  }

  /** As the portals show it. */
  public String label() {
    return label;
  }
}
