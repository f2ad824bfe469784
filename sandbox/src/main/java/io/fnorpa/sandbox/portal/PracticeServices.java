package io.fnorpa.sandbox.portal;

import io.fnorpa.sandbox.Fno;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The fixed services of each portal, the same after every reset. An id is the operator's prefix and six digits:
 *
 * <pre>
 * 300101..300112  active, for validations
 * 300201..300240  active, for cancellations
 * 300301..300306  cancelled already
 * 300401..300430  active, other customers' lines that fill the lists
 * 999999          never known
 * </pre>
 */
public final class PracticeServices {
  private static final List<String> FIRST = List.of("Thandi", "Pieter", "Ayesha", "Sipho", "Chantal", "Lerato",
      "Johan", "Naledi", "Riaan", "Fatima", "Kagiso", "Michelle", "Bongani", "Anika", "Tebogo", "Werner", "Zanele");
  private static final List<String> LAST = List.of("Nkosi", "van Wyk", "Patel", "Dlamini", "Botha", "Mokoena",
      "Naidoo", "Khumalo", "Jacobs", "Smith", "Mahlangu", "Pretorius", "Adams", "Sithole", "Fourie", "Moodley",
      "Ndlovu", "Steyn", "Cupido");
  private static final List<String> STREETS = List.of("Acacia Avenue", "Protea Street", "Main Road", "Church Street",
      "Kloof Road", "Jacaranda Crescent", "Station Road", "Long Street", "Oak Avenue", "Beach Road", "Voortrekker Road");

  private PracticeServices() {}

  /** All fixed services of the portal. */
  public static List<Service> of(Fno fno) {
    List<Service> services = new ArrayList<>();
    IntStream.rangeClosed(300101, 300112).forEach(n -> services.add(active(fno, n)));
    IntStream.rangeClosed(300201, 300240).forEach(n -> services.add(active(fno, n)));
    IntStream.rangeClosed(300301, 300306).forEach(n -> services.add(cancelled(fno, n)));
    IntStream.rangeClosed(300401, 300430).forEach(n -> services.add(active(fno, n)));
    return services;
  }

  /** An active service with made-up, always equal data for its number. */
  public static Service active(Fno fno, int number) {
    List<String> suburbs = suburbs(fno);
    List<String[]> products = products(fno);
    String[] product = products.get(number % products.size());
    int person = number + 1000 * fno.ordinal();
    return new Service(
        id(fno, number),
        pick(FIRST, person * 7) + " " + pick(LAST, person * 11),
        (person % 180 + 1) + " " + pick(STREETS, person * 5),
        suburbs.get(number * 3 % suburbs.size()),
        product[0], product[1],
        ont(fno, number),
        ServiceStatus.ACTIVE,
        LocalDate.of(2021, 1, 4).plusDays(number * 37L % 1400),
        null);
  }

  private static Service cancelled(Fno fno, int number) {
    Service service = active(fno, number);
    LocalDate lastDay = LocalDate.of(2025, 3, 31).plusDays(number % 100);
    return service.cancelledBy(new Cancellation(service.id(), prefix(fno).replace("-", "") + "-C-" + number,
        "Customer moved", lastDay, Instant.parse(lastDay.minusDays(20) + "T09:30:00Z"), "helpdesk"));
  }

  /** The operator's id for that number: {@code MFN-300101}. */
  public static String id(Fno fno, int number) {
    return prefix(fno) + number;
  }

  private static String prefix(Fno fno) {
    return switch (fno) {
      case METROFIBER -> "MFN-";
      case OCTOTEL -> "OCT-";
      case OPENSERVE -> "OSF-";
      case EVOTEL -> "EVT-";
    };
  }

  private static List<String> suburbs(Fno fno) {
    return switch (fno) {
      case METROFIBER -> List.of("Randburg", "Midrand", "Centurion", "Fourways", "Bryanston", "Sandton");
      case OCTOTEL -> List.of("Sea Point", "Observatory", "Claremont", "Rondebosch", "Woodstock", "Vredehoek");
      case OPENSERVE -> List.of("Umhlanga", "Pinelands", "Hatfield", "Bloemfontein", "Gqeberha", "Polokwane");
      case EVOTEL -> List.of("Secunda", "eMalahleni", "Middelburg", "Parys", "Kriel", "Trichardt");
    };
  }

  private static List<String[]> products(Fno fno) {
    return switch (fno) {
      case METROFIBER -> products("Nova 25", "25/25 Mbps", "Nova 100", "100/100 Mbps", "Nova 200", "200/200 Mbps");
      case OCTOTEL -> products("Home 50", "55/25 Mbps", "Home 150", "150/100 Mbps", "Home 500", "500/200 Mbps");
      case OPENSERVE -> products("Web Connect 50", "50/25 Mbps", "Web Connect 100", "100/50 Mbps",
          "Pure Connect 200", "200/100 Mbps");
      case EVOTEL -> products("FTTH Lite", "20/10 Mbps", "FTTH Plus", "60/60 Mbps", "FTTH Max", "250/125 Mbps");
    };
  }

  private static List<String[]> products(String... namesAndSpeeds) {
    return IntStream.range(0, namesAndSpeeds.length / 2)
        .mapToObj(i -> new String[] {namesAndSpeeds[2 * i], namesAndSpeeds[2 * i + 1]})
        .toList();
  }

  private static String ont(Fno fno, int number) {
    String maker = switch (fno) {
      case METROFIBER -> "HWTC";
      case OCTOTEL -> "ALCL";
      case OPENSERVE -> "ZTEG";
      case EVOTEL -> "CALX";
    };
    return maker + String.format("%08X", number * 2654435761L & 0xFFFFFFFFL);
  }

  private static String pick(List<String> list, int number) {
    return list.get(number % list.size());
  }
}
