package io.fnorpa.sandbox.portal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The services that one operator knows. Safe for many threads; a service is cancelled at most once. */
public final class ServiceCatalogue {
  private final Map<String, Service> services = new ConcurrentHashMap<>();

  public ServiceCatalogue(List<Service> known) {
    refill(known);
  }

  void refill(List<Service> known) {
    services.clear();
    known.forEach(service -> services.put(service.id(), service));
  }

  /** The service with that id; spaces around it and letters' case do not matter. */
  public Optional<Service> find(String id) {
    return Optional.ofNullable(services.get(normal(id)));
  }

  /** Those that match, by customer and then id: the order in which portals list them. */
  public List<Service> list(Predicate<Service> wanted) {
    return services.values().stream()
        .filter(wanted)
        .sorted(Comparator.comparing(Service::customer).thenComparing(Service::id))
        .toList();
  }

  /** True if it was added, false if the id is taken. */
  public boolean add(Service service) {
    return services.putIfAbsent(service.id(), service) == null;
  }

  /**
   * Cancels an active service.
   *
   * @param cancellation called once, only if the service is active
   * @return what was noted
   * @throws AlreadyCancelled if it was cancelled before
   * @throws UnknownService if there is no such service
   */
  public Cancellation cancel(String id, Function<Service, Cancellation> cancellation) {
    Service after = services.computeIfPresent(normal(id), (key, service) -> {
      if (service.cancelled()) {
        throw new AlreadyCancelled(service);
      }
      return service.cancelledBy(cancellation.apply(service));
    });
    if (after == null) {
      throw new UnknownService(id);
    }
    return after.cancellation();
  }

  static String normal(String id) {
    return id == null ? "" : id.strip().toUpperCase(java.util.Locale.ROOT);
  }

  /** The service was cancelled before; it holds by whom and when. */
  public static final class AlreadyCancelled extends RuntimeException {
    private final transient Service service;

    AlreadyCancelled(Service service) {
      super("Service " + service.id() + " was already cancelled on " + service.cancellation().lastDay()
          + " (reference " + service.cancellation().reference() + ").");
      this.service = service;
    }

    public Service service() {
      return service;
    }
  }

  /** The operator has no such service. */
  public static final class UnknownService extends RuntimeException {
    public UnknownService(String id) {
      super("No service with number " + id + " was found.");
    }
  }
}
