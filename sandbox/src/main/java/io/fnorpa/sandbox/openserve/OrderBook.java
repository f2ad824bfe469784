package io.fnorpa.sandbox.openserve;

import io.fnorpa.sandbox.portal.PortalSession;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The orders of one session, newest number first. */
final class OrderBook {
  private static final String NOTE = "orders";

  private final Map<String, Order> orders = new ConcurrentSkipListMap<>(Collections.reverseOrder());

  static OrderBook of(PortalSession session) {
    return (OrderBook) session.notes().computeIfAbsent(NOTE, note -> new OrderBook());
  }

  void add(Order order) {
    orders.put(order.number(), order);
  }

  Optional<Order> find(String number) {
    return Optional.ofNullable(orders.get(number));
  }

  Collection<Order> all() {
    return orders.values();
  }
}
